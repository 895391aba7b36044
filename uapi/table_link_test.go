package uapi

var linkCases = []attrCase{
	{
		name: "link fentry",
		attr: &LinkCreateAttr{ProgFD: 4, AttachType: BPF_TRACE_FENTRY, Extra: &LinkCreateTracing{Cookie: 7}},
		raw:  "04000000 00000000 18000000 00000000 00000000 00000000 07000000 00000000",
		refs: "prog_fd=4 prog",
	},
	{
		name: "link iterator",
		attr: &LinkCreateAttr{ProgFD: 4, AttachType: BPF_TRACE_ITER,
			Extra: &LinkCreateIter{IterInfo: at(0x1000), IterInfoLen: 16}},
		raw:  "04000000 00000000 1c000000 00000000 00100000 00000000 10000000",
		refs: "iter_info in bytes 16, prog_fd=4 prog",
	},
	{
		name: "link perf event",
		attr: &LinkCreateAttr{ProgFD: 4, Target: 9, AttachType: BPF_PERF_EVENT, Extra: &LinkCreatePerfEvent{BPFCookie: 7}},
		raw:  "04000000 09000000 29000000 00000000 07000000 00000000",
		refs: "prog_fd=4 prog, target_fd=9 perf_event",
	},
	{
		name: "link kprobes",
		attr: &LinkCreateAttr{ProgFD: 4, AttachType: BPF_TRACE_KPROBE_MULTI, Extra: &LinkCreateKprobeMulti{
			Flags: BPF_F_KPROBE_MULTI_RETURN, Cnt: 2, Syms: at(0x1000), Addrs: at(0x2000), Cookies: at(0x3000)}},
		raw: `04000000 00000000 2a000000 00000000 01000000 02000000 00100000 00000000 00200000
			00000000 00300000 00000000`,
		refs: "syms in strings 2 in 16, addrs in bytes 16, cookies in bytes 16, prog_fd=4 prog",
	},
	{
		name: "link uprobes",
		attr: &LinkCreateAttr{ProgFD: 4, AttachType: BPF_TRACE_UPROBE_SESSION, Extra: &LinkCreateUprobeMulti{
			Path: at(0x1000), Offsets: at(0x2000), RefCtrOffsets: at(0x3000), Cookies: at(0x4000), Cnt: 2,
			Flags: BPF_F_UPROBE_MULTI_RETURN, PID: 42}},
		raw: `04000000 00000000 39000000 00000000 00100000 00000000 00200000 00000000 00300000
			00000000 00400000 00000000 02000000 01000000 2a000000`,
		refs: `path in cstring 4096, offsets in bytes 16, ref_ctr_offsets in bytes 16, cookies in bytes
			16, prog_fd=4 prog`,
	},
	{
		name: "link netfilter",
		attr: &LinkCreateAttr{ProgFD: 4, AttachType: BPF_NETFILTER, Extra: &LinkCreateNetfilter{
			Pf: 2, Hooknum: 1, Priority: -100, Flags: BPF_F_NETFILTER_IP_DEFRAG}},
		raw:  "04000000 00000000 2d000000 00000000 02000000 01000000 9cffffff 01000000",
		refs: "prog_fd=4 prog",
	},
	{
		name: "link TCX after a program",
		attr: &LinkCreateAttr{ProgFD: 4, Target: 2, AttachType: BPF_TCX_EGRESS, Flags: BPF_F_AFTER,
			Extra: &LinkCreateTCX{Relative: 6, ExpectedRevision: 9}},
		raw:  "04000000 02000000 2f000000 10000000 06000000 00000000 09000000 00000000",
		refs: "prog_fd=4 prog, relative_fd=6 prog",
	},
	{
		name: "link netkit beside a link by id",
		attr: &LinkCreateAttr{ProgFD: 4, Target: 2, AttachType: BPF_NETKIT_PRIMARY,
			Flags: BPF_F_BEFORE | BPF_F_ID | BPF_F_LINK, Extra: &LinkCreateNetkit{Relative: 6}},
		raw:  "04000000 02000000 36000000 28200000 06000000 00000000 00000000 00000000",
		refs: "prog_fd=4 prog",
	},
	{
		name: "link cgroup",
		attr: &LinkCreateAttr{ProgFD: 4, Target: 9, AttachType: BPF_CGROUP_SYSCTL, Extra: &LinkCreateCgroup{}},
		raw:  "04000000 09000000 12000000 00000000 00000000 00000000 00000000 00000000",
		refs: "prog_fd=4 prog, target_fd=9 cgroup",
	},
	{
		name: "link freplace",
		attr: &LinkCreateAttr{ProgFD: 4, Target: 6, Extra: &LinkCreateCgroup{Relative: 33}},
		raw:  "04000000 06000000 00000000 00000000 21000000 00000000 00000000 00000000",
		refs: "prog_fd=4 prog, target_fd=6 cgroup|prog",
	},
	{
		name: "link XDP", attr: &LinkCreateAttr{ProgFD: 4, Target: 2, AttachType: BPF_XDP, Flags: 2},
		raw:  "04000000 02000000 25000000 02000000",
		refs: "prog_fd=4 prog",
	},
	{
		name: "link struct_ops", attr: &LinkCreateAttr{ProgFD: 3, AttachType: BPF_STRUCT_OPS},
		raw:  "03000000 00000000 2c000000 00000000",
		refs: "map_fd=3 map",
	},
	{
		name: "link network namespace", attr: &LinkCreateAttr{ProgFD: 4, Target: 9, AttachType: BPF_SK_LOOKUP},
		raw:  "04000000 09000000 24000000 00000000",
		refs: "prog_fd=4 prog, target_fd=9 netns",
	},
	{
		name: "link update", attr: &LinkUpdateAttr{LinkFD: 6, NewProgFD: 4, OldProgFD: 5},
		raw:  "06000000 04000000 00000000 05000000",
		refs: "link_fd=6 link, new_prog_fd=4 prog|map",
	},
	{
		name: "link update of what is attached", attr: &LinkUpdateAttr{LinkFD: 6, NewProgFD: 4, Flags: BPF_F_REPLACE},
		raw:  "06000000 04000000 04000000 00000000",
		refs: "link_fd=6 link, new_prog_fd=4 prog|map, old_prog_fd=0 prog|map",
	},
	{
		name: "link by id", attr: &LinkGetFDByIDAttr{LinkID: 7},
		raw: "07000000",
	},
	{
		name: "next link", attr: &LinkGetNextIDAttr{StartID: 7, NextID: 9},
		raw: "07000000 09000000",
	},
	{
		name: "link detach", attr: &LinkDetachAttr{LinkFD: 6},
		raw:  "06000000",
		refs: "link_fd=6 link",
	},
	{
		name: "iterator", attr: &IterCreateAttr{LinkFD: 6, Flags: 1},
		raw:  "06000000 01000000",
		refs: "link_fd=6 link",
	},
}
