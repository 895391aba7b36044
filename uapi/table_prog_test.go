package uapi

var progCases = []attrCase{
	{
		name: "load",
		attr: &ProgLoadAttr{
			ProgType: BPF_PROG_TYPE_XDP, InsnCnt: 2, Insns: at(0x1000), License: at(0x2000), LogLevel: 1, LogSize: 65536,
			LogBuf: at(0x3000), KernVersion: 0x61200, ProgFlags: BPF_F_XDP_HAS_FRAGS, ProgName: NewObjName("count"),
			ProgIfindex: 2, ExpectedAttachType: BPF_XDP, ProgBTFFD: 5, FuncInfoRecSize: 8, FuncInfo: at(0x4000),
			FuncInfoCnt: 3, LineInfoRecSize: 16, LineInfo: at(0x5000), LineInfoCnt: 4, AttachBTFID: 77, AttachProgFD: 6,
			CoreReloCnt: 1, FDArray: at(0x6000), CoreRelos: at(0x7000), CoreReloRecSize: 16, LogTrueSize: 99,
			FDArrayCnt: 2, Signature: at(0x8000), SignatureSize: 256, KeyringID: -5,
		},
		raw: `06000000 02000000 00100000 00000000 00200000 00000000 01000000 00000100 00300000
			00000000 00120600 20000000 636f756e 74000000 00000000 00000000 02000000 25000000
			05000000 08000000 00400000 00000000 03000000 10000000 00500000 00000000 04000000
			4d000000 06000000 01000000 00600000 00000000 00700000 00000000 10000000 63000000
			00000000 02000000 00800000 00000000 00010000 fbffffff`,
		refs: `insns in bytes 16, license in cstring 128, log_buf out log 65536, func_info in bytes 24,
			line_info in bytes 64, fd_array in bytes 8, core_relos in bytes 16, signature in bytes
			256, prog_btf_fd=5 btf, attach_prog_fd=6 prog|btf`,
	},
	{
		name: "load with line info by descriptor 0, fd_array without count, absurd records",
		attr: &ProgLoadAttr{
			ProgType: BPF_PROG_TYPE_KPROBE, InsnCnt: 0xffffffff, Insns: at(0x1000), LineInfo: at(0x5000),
			LineInfoCnt: 0xffffffff, LineInfoRecSize: 0xffffffff, FDArray: at(0x6000), ProgFlags: BPF_F_TOKEN_FD,
			ProgTokenFD: 8,
		},
		raw: `02000000 ffffffff 00100000 00000000 00000000 00000000 00000000 00000000 00000000
			00000000 00000000 00000100 00000000 00000000 00000000 00000000 00000000 00000000
			00000000 00000000 00000000 00000000 00000000 ffffffff 00500000 00000000 ffffffff
			00000000 00000000 00000000 00600000 00000000 00000000 00000000 00000000 00000000
			08000000 00000000 00000000 00000000 00000000 00000000`,
		refs: `insns in bytes 34359738360, line_info in bytes 18446744065119617025, fd_array in
			unknown, prog_btf_fd=0 btf, prog_token_fd=8 token`,
	},
	{
		name: "load of nothing", attr: &ProgLoadAttr{},
		raw: `00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
			00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
			00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
			00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
			00000000 00000000 00000000 00000000 00000000 00000000`,
	},
	{
		name: "test run",
		attr: &ProgTestRunAttr{
			ProgFD: 4, Retval: 2, DataSizeIn: 64, DataSizeOut: 128, DataIn: at(0x1000), DataOut: at(0x2000), Repeat: 3,
			Duration: 17, CtxSizeIn: 24, CtxSizeOut: 32, CtxIn: at(0x3000), CtxOut: at(0x4000),
			Flags: BPF_F_TEST_RUN_ON_CPU, CPU: 1, BatchSize: 64,
		},
		raw: `04000000 02000000 40000000 80000000 00100000 00000000 00200000 00000000 03000000
			11000000 18000000 20000000 00300000 00000000 00400000 00000000 01000000 01000000
			40000000`,
		refs: `data_in in bytes 64, data_out out bytes 128, ctx_in in bytes 24, ctx_out out bytes 32,
			prog_fd=4 prog`,
	},
	{
		name: "next program", attr: &ProgGetNextIDAttr{StartID: 7, NextID: 9},
		raw: "07000000 09000000",
	},
	{
		name: "program by id", attr: &ProgGetFDByIDAttr{ProgID: 7},
		raw: "07000000",
	},
	{
		name: "bind", attr: &ProgBindMapAttr{ProgFD: 4, MapFD: 3, Flags: 1},
		raw:  "04000000 03000000 01000000",
		refs: "prog_fd=4 prog, map_fd=3 map",
	},
	{
		name: "stream",
		attr: &ProgStreamReadByFDAttr{StreamBuf: at(0x1000), StreamBufLen: 80, StreamID: BPF_STDERR, ProgFD: 4},
		raw:  "00100000 00000000 50000000 02000000 04000000",
		refs: "stream_buf out bytes 80, prog_fd=4 prog",
	},
	{
		name: "raw tracepoint", attr: &RawTracepointOpenAttr{Name: at(0x1000), ProgFD: 4, Cookie: 0xabcdef},
		raw:  "00100000 00000000 04000000 00000000 efcdab00 00000000",
		refs: "name in cstring 128, prog_fd=4 prog",
	},
}

var attachCases = []attrCase{
	{
		name: "attach to cgroup, replacing",
		attr: &ProgAttachAttr{Target: 10, AttachBPFFD: 4, AttachType: BPF_CGROUP_INET_EGRESS,
			AttachFlags: BPF_F_ALLOW_MULTI | BPF_F_REPLACE, ReplaceBPFFD: 5},
		raw:  "0a000000 04000000 01000000 06000000 05000000 00000000 00000000 00000000",
		refs: "target_fd=10 cgroup, attach_bpf_fd=4 prog, replace_bpf_fd=5 prog",
	},
	{
		name: "attach to TCX before a link",
		attr: &ProgAttachAttr{Target: 2, AttachBPFFD: 4, AttachType: BPF_TCX_INGRESS,
			AttachFlags: BPF_F_BEFORE | BPF_F_LINK, Relative: 6, ExpectedRevision: 9},
		raw:  "02000000 04000000 2e000000 08200000 00000000 06000000 09000000 00000000",
		refs: "attach_bpf_fd=4 prog, relative_fd=6 link",
	},
	{
		name: "attach to netkit after a program by id",
		attr: &ProgAttachAttr{Target: 2, AttachBPFFD: 4, AttachType: BPF_NETKIT_PEER,
			AttachFlags: BPF_F_AFTER | BPF_F_ID, Relative: 600},
		raw:  "02000000 04000000 37000000 30000000 00000000 58020000 00000000 00000000",
		refs: "attach_bpf_fd=4 prog",
	},
	{
		name: "attach flow dissector", attr: &ProgAttachAttr{AttachBPFFD: 4, AttachType: BPF_FLOW_DISSECTOR},
		raw:  "00000000 04000000 11000000 00000000 00000000 00000000 00000000 00000000",
		refs: "attach_bpf_fd=4 prog",
	},
	{
		name: "detach from sockmap", attr: &ProgDetachAttr{Target: 3, AttachType: BPF_SK_MSG_VERDICT},
		raw:  "03000000 00000000 07000000 00000000 00000000 00000000 00000000 00000000",
		refs: "target_fd=3 map",
	},
	{
		name: "detach from lirc", attr: &ProgDetachAttr{Target: 3, AttachBPFFD: 4, AttachType: BPF_LIRC_MODE2},
		raw:  "03000000 04000000 10000000 00000000 00000000 00000000 00000000 00000000",
		refs: "target_fd=3 lirc, attach_bpf_fd=4 prog",
	},
	{
		name: "query TCX",
		attr: &ProgQueryAttr{Target: 2, AttachType: BPF_TCX_EGRESS, ProgIDs: at(0x1000), Count: 8,
			ProgAttachFlags: at(0x2000), LinkIDs: at(0x3000), LinkAttachFlags: at(0x4000), Revision: 3},
		raw: `02000000 2f000000 00000000 00000000 00100000 00000000 08000000 00000000 00200000
			00000000 00300000 00000000 00400000 00000000 03000000 00000000`,
		refs: `prog_ids out bytes 32, prog_attach_flags out bytes 32, link_ids out bytes 32,
			link_attach_flags out bytes 32`,
	},
	{
		name: "query network namespace",
		attr: &ProgQueryAttr{Target: 9, AttachType: BPF_FLOW_DISSECTOR, QueryFlags: BPF_F_QUERY_EFFECTIVE,
			AttachFlags: BPF_F_ALLOW_OVERRIDE, ProgIDs: at(0x1000), Count: 8},
		raw: `09000000 11000000 01000000 01000000 00100000 00000000 08000000 00000000 00000000
			00000000 00000000 00000000 00000000 00000000 00000000 00000000`,
		refs: "prog_ids out bytes 32, target_fd=9 netns",
	},
}
