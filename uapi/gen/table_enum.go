package main

var enums = []enumeration{
	{"bpf_cmd", "Cmd", "Cmd is a command of bpf(2).", "BPF_CMD"},
	{"bpf_map_type", "MapType", "MapType is the kind of a map.", "BPF_MAP_TYPE"},
	{"bpf_prog_type", "ProgType", "ProgType is the kind of a program.", "BPF_PROG_TYPE"},
	{"bpf_attach_type", "AttachType", "AttachType says where a program is attached.", "BPF_ATTACH_TYPE"},
	{"bpf_link_type", "LinkType", "LinkType is the kind of a link.", "BPF_LINK_TYPE"},
	{"bpf_stats_type", "StatsType", "StatsType says what BPF_ENABLE_STATS counts.", "BPF_STATS"},
	{"bpf_task_fd_type", "TaskFDType", "TaskFDType says what a perf event stands for.", "BPF_FD_TYPE"},
	{"bpf_stream_id", "StreamID", "StreamID is a stream that a program prints to.", "BPF_STREAM"},
	{"bpf_perf_event_type", "PerfEventType", "PerfEventType is the kind of a perf event that a link holds.",
		"BPF_PERF_EVENT"},
	{"bpf_cgroup_iter_order", "CgroupIterOrder", "CgroupIterOrder is the order in which cgroups are walked.",
		"BPF_CGROUP_ITER"},
}

// Flags are macros of include/uapi/linux/bpf.h unless an anchor leads to them. A flag that serves several commands is
// an untyped constant.
var flagTypes = []flagType{
	{
		Go: "MapFlags", Base: "uint32", Anchor: "BPF_F_NO_PREALLOC",
		Doc: "MapFlags are the flags of BPF_MAP_CREATE, and of the commands that open or pin.",
	},
	{Go: "ElemFlags", Base: "uint64", Anchor: "BPF_ANY", Doc: "ElemFlags are the flags of an element.", Zero: "BPF_ANY"},
	{
		Go: "ProgFlags", Base: "uint32", Doc: "ProgFlags are the flags of BPF_PROG_LOAD.", Macros: []macro{
			{"BPF_F_STRICT_ALIGNMENT", 1 << 0, "check alignment even where the machine does not need it"},
			{"BPF_F_ANY_ALIGNMENT", 1 << 1, "do not check alignment"},
			{"BPF_F_TEST_RND_HI32", 1 << 2, "for tests: upper halves at random"},
			{"BPF_F_TEST_STATE_FREQ", 1 << 3, "for tests: keep many states"},
			{"BPF_F_SLEEPABLE", 1 << 4, "the program may sleep"},
			{"BPF_F_XDP_HAS_FRAGS", 1 << 5, "the program knows packets in fragments"},
			{"BPF_F_XDP_DEV_BOUND_ONLY", 1 << 6, "the program is bound to a device but not offloaded"},
			{"BPF_F_TEST_REG_INVARIANTS", 1 << 7, "for tests: refuse where the verifier contradicts itself"},
		},
		Shared: []string{"BPF_F_TOKEN_FD"},
	},
	{
		Go: "AttachFlags", Base: "uint32", Doc: "AttachFlags are the flags of BPF_PROG_ATTACH and BPF_PROG_DETACH.",
		Macros: []macro{
			{"BPF_F_ALLOW_OVERRIDE", 1 << 0, "a child cgroup may replace it"},
			{"BPF_F_ALLOW_MULTI", 1 << 1, "several may be attached"},
		},
		Shared: []string{"BPF_F_REPLACE", "BPF_F_BEFORE", "BPF_F_AFTER", "BPF_F_ID", "BPF_F_PREORDER", "BPF_F_LINK"},
	},
	{
		Go: "LinkFlags", Base: "uint32",
		Doc: "LinkFlags are the flags of BPF_LINK_CREATE and BPF_LINK_UPDATE. For XDP they mean XDP_FLAGS_SKB_MODE and\n" +
			"its kin instead of what String says.",
		Shared: []string{"BPF_F_REPLACE", "BPF_F_BEFORE", "BPF_F_AFTER", "BPF_F_ID", "BPF_F_PREORDER", "BPF_F_LINK"},
	},
	{
		Go: "QueryFlags", Base: "uint32", Doc: "QueryFlags are the flags of BPF_PROG_QUERY.",
		Macros: []macro{{"BPF_F_QUERY_EFFECTIVE", 1 << 0, "with what is inherited"}},
	},
	{
		Go: "TestRunFlags", Base: "uint32", Doc: "TestRunFlags are the flags of BPF_PROG_TEST_RUN.", Macros: []macro{
			{"BPF_F_TEST_RUN_ON_CPU", 1 << 0, "on a given CPU"},
			{"BPF_F_TEST_XDP_LIVE_FRAMES", 1 << 1, "packets go where the program sends them"},
			{"BPF_F_TEST_SKB_CHECKSUM_COMPLETE", 1 << 2, "the checksum is known"},
		},
	},
	{
		Go: "KprobeMultiFlags", Base: "uint32", Anchor: "BPF_F_KPROBE_MULTI_RETURN",
		Doc: "KprobeMultiFlags are the flags of LinkCreateKprobeMulti.",
	},
	{
		Go: "UprobeMultiFlags", Base: "uint32", Anchor: "BPF_F_UPROBE_MULTI_RETURN",
		Doc: "UprobeMultiFlags are the flags of LinkCreateUprobeMulti.",
	},
	{
		Go: "NetfilterFlags", Base: "uint32", Doc: "NetfilterFlags are the flags of LinkCreateNetfilter.",
		Macros: []macro{{"BPF_F_NETFILTER_IP_DEFRAG", 1 << 0, "whole packets only"}},
	},
}

// untyped flags serve several commands. A value of 0 means that BTF has it.
var untyped = []macro{
	{"BPF_F_REPLACE", 1 << 2, "replace the program that is named"},
	{"BPF_F_BEFORE", 1 << 3, "place it before the one that is named, or first"},
	{"BPF_F_AFTER", 1 << 4, "place it after the one that is named, or last"},
	{"BPF_F_ID", 1 << 5, "the one that is named is named by id"},
	{"BPF_F_PREORDER", 1 << 6, "run it before those of child cgroups"},
	{"BPF_F_LINK", 0, "the one that is named is a link"},
	{"BPF_F_TOKEN_FD", 0, "a token is passed"},
}
