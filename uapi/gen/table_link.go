package main

func linkFD(path string) field {
	return field{Path: path, Type: "FD", FD: `"link"`, Doc: "the link"}
}

var linkCommands = []command{
	{
		Name: "BPF_LINK_CREATE", Doc: "attaches a program, as long as the link lives", Returns: "FD",
		Fields: []field{
			// bpf_struct_ops_link_create reads map_fd, all others prog_fd.
			{Path: "link_create.prog_fd", Also: []string{"link_create.map_fd"}, Type: "FD",
				FD: "linkSourceKind(a.AttachType)", FDName: "linkSourceName(a.AttachType)",
				Doc: "the program; for BPF_STRUCT_OPS, as map_fd, the map"},
			{Path: "link_create.target_fd", Also: []string{"link_create.target_ifindex"}, Go: "Target", Type: "uint32",
				FD: "linkTargetKind(a.AttachType)", When: "linkTargetIsFD(a.AttachType, a.Target)",
				Doc: "what it is attached to: a descriptor, or an interface index for TCX, netkit and XDP"},
			{Path: "link_create.attach_type", Type: "AttachType", Doc: "where it is attached; decides what Extra is"},
			{Path: "link_create.flags", Type: "LinkFlags", Doc: "BPF_F_BEFORE and its kin; for XDP XDP_FLAGS_SKB_MODE\n" +
				"and its kin"},
		},
		Switch: "AttachType", Variants: linkVariants,
	},
	{
		Name: "BPF_LINK_UPDATE", Doc: "replaces what a link attaches",
		// link_update_map reads the map members if the link is that of a struct_ops map.
		Fields: []field{
			linkFD("link_update.link_fd"),
			{Path: "link_update.new_prog_fd", Also: []string{"link_update.new_map_fd"}, Type: "FD", FD: `"prog|map"`,
				Doc: "the new program; for a struct_ops link, as new_map_fd, the new map"},
			{Path: "link_update.flags", Type: "LinkFlags", Doc: "BPF_F_REPLACE or 0"},
			{Path: "link_update.old_prog_fd", Also: []string{"link_update.old_map_fd"}, Type: "FD", FD: `"prog|map"`,
				When: "a.Flags&BPF_F_REPLACE != 0",
				Doc:  "the old program or, as old_map_fd, map, which must be the one attached, with BPF_F_REPLACE"},
		},
	},
	{
		Name: "BPF_LINK_GET_FD_BY_ID", Doc: "opens a link by its id", Returns: "FD",
		Fields: []field{{Path: "link_id", Type: "LinkID", Doc: "the link"}},
	},
	{Name: "BPF_LINK_GET_NEXT_ID", Doc: "walks the ids of all links", Fields: nextIDFields("LinkID")},
	{
		Name: "BPF_LINK_DETACH", Doc: "detaches what a link attached and leaves the link",
		Fields: []field{linkFD("link_detach.link_fd")},
	},
	{
		Name: "BPF_ITER_CREATE", Doc: "starts an iterator; reading the descriptor runs it", Returns: "FD",
		Fields: []field{linkFD("iter_create.link_fd"), {Path: "iter_create.flags", Doc: "must be 0"}},
	},
}

// The union at the end of link_create: link_create() in kernel/bpf/syscall.c chooses by the program's type, which the
// attribute does not show; the attach type says the same but for one: freplace programs have the attach type 0, which
// is BPF_CGROUP_INET_INGRESS, and use the struct of tracing.
var linkVariants = []variant{
	{
		Go: "LinkCreateTracing", Doc: "fentry, fexit, fmod_ret, LSM, tp_btf and freplace",
		When: []string{"BPF_TRACE_FENTRY", "BPF_TRACE_FEXIT", "BPF_MODIFY_RETURN", "BPF_LSM_MAC", "BPF_TRACE_RAW_TP"},
		Fields: []field{
			{Path: "link_create.tracing.target_btf_id", Also: []string{"link_create.target_btf_id"}, Type: "TypeID",
				Doc: "the function in the BTF of the target program"},
			{Path: "link_create.tracing.cookie", Doc: "what the program gets from bpf_get_attach_cookie"},
		},
	},
	{
		Go: "LinkCreateIter", Doc: "iterators", When: []string{"BPF_TRACE_ITER"},
		Fields: []field{
			{Path: "link_create.iter_info", Type: "BufferPointer", Len: "bytesLen(uint64(a.IterInfoLen))",
				Doc: "an IterLinkInfo, or NULL"},
			{Path: "link_create.iter_info_len", Doc: "bytes at iter_info"},
		},
	},
	{
		Go: "LinkCreatePerfEvent", Doc: "perf events, and tracepoints, kprobes and uprobes as such",
		When: []string{"BPF_PERF_EVENT"},
		Fields: []field{
			{Path: "link_create.perf_event.bpf_cookie", Doc: "what the program gets from bpf_get_attach_cookie"},
		},
	},
	{
		Go: "LinkCreateKprobeMulti", Doc: "many kprobes at once",
		When: []string{"BPF_TRACE_KPROBE_MULTI", "BPF_TRACE_KPROBE_SESSION"},
		Fields: []field{
			{Path: "link_create.kprobe_multi.flags", Type: "KprobeMultiFlags", Doc: "BPF_F_KPROBE_MULTI_RETURN"},
			{Path: "link_create.kprobe_multi.cnt", Doc: "number of functions"},
			{Path: "link_create.kprobe_multi.syms", Type: "TextsPointer", Len: "stringsLen(a.Cnt)",
				Doc: "cnt pointers to names of functions, or NULL"},
			{Path: "link_create.kprobe_multi.addrs", Type: "ArrayPointer", Len: "recordsLen(a.Cnt, 8)",
				Doc: "cnt addresses of functions, or NULL"},
			{Path: "link_create.kprobe_multi.cookies", Type: "ArrayPointer", Len: "recordsLen(a.Cnt, 8)",
				Doc: "cnt cookies, or NULL"},
		},
	},
	{
		Go: "LinkCreateUprobeMulti", Doc: "many uprobes in one file",
		When: []string{"BPF_TRACE_UPROBE_MULTI", "BPF_TRACE_UPROBE_SESSION"},
		Fields: []field{
			{Path: "link_create.uprobe_multi.path", Type: "TextPointer", Len: "textLen(maxPath)", Doc: "the file"},
			{Path: "link_create.uprobe_multi.offsets", Type: "ArrayPointer", Len: "recordsLen(a.Cnt, 8)",
				Doc: "cnt offsets within the file"},
			{Path: "link_create.uprobe_multi.ref_ctr_offsets", Type: "ArrayPointer", Len: "recordsLen(a.Cnt, 8)",
				Doc: "cnt offsets of reference counters, or NULL"},
			{Path: "link_create.uprobe_multi.cookies", Type: "ArrayPointer", Len: "recordsLen(a.Cnt, 8)",
				Doc: "cnt cookies, or NULL"},
			{Path: "link_create.uprobe_multi.cnt", Doc: "number of offsets"},
			{Path: "link_create.uprobe_multi.flags", Type: "UprobeMultiFlags", Doc: "BPF_F_UPROBE_MULTI_RETURN"},
			{Path: "link_create.uprobe_multi.pid", Doc: "the process; 0 for all"},
		},
	},
	{
		Go: "LinkCreateNetfilter", Doc: "netfilter hooks", When: []string{"BPF_NETFILTER"},
		Fields: []field{
			{Path: "link_create.netfilter.pf", Doc: "NFPROTO_IPV4 or NFPROTO_IPV6"},
			{Path: "link_create.netfilter.hooknum", Doc: "NF_INET_LOCAL_IN and its kin"},
			{Path: "link_create.netfilter.priority", Doc: "order among the hooks"},
			{Path: "link_create.netfilter.flags", Type: "NetfilterFlags", Doc: "BPF_F_NETFILTER_IP_DEFRAG"},
		},
	},
	mprogVariant("LinkCreateTCX", "tcx", "TCX", "", "BPF_TCX_INGRESS", "BPF_TCX_EGRESS"),
	mprogVariant("LinkCreateNetkit", "netkit", "netkit", "", "BPF_NETKIT_PRIMARY", "BPF_NETKIT_PEER"),
	// get_prog_list refuses a call that names another program without saying which side. The condition also keeps the
	// target_btf_id of freplace programs from being taken for a descriptor.
	mprogVariant("LinkCreateCgroup", "cgroup", "cgroups", "flags&(BPF_F_BEFORE|BPF_F_AFTER) != 0 && ",
		cgroupAttachTypes...),
}

// The flags that go with relative_fd stand outside the variant; descriptors gets them as an argument.
func mprogVariant(name, path, doc, condition string, when ...string) variant {
	path = "link_create." + path
	return variant{Go: name, Doc: doc, When: when, Fields: []field{
		{Path: path + ".relative_fd", Also: []string{path + ".relative_id"}, Go: "Relative", Type: "uint32",
			FD: "relativeKind(flags)", When: condition + "relativeIsFD(flags, a.Relative)",
			Doc: "the program or link to be placed beside: an id with BPF_F_ID, else a descriptor"},
		{Path: path + ".expected_revision", Doc: "the revision of the list that the caller saw; 0 for any"},
	}}
}

// noVariant are the attach types that link_create() serves without the union, or that no link serves at all.
var noVariant = []string{
	"BPF_SK_SKB_STREAM_PARSER", "BPF_SK_SKB_STREAM_VERDICT", "BPF_SK_SKB_VERDICT", "BPF_SK_MSG_VERDICT", // sockmap
	"BPF_FLOW_DISSECTOR", "BPF_SK_LOOKUP", // network namespace
	"BPF_XDP", "BPF_STRUCT_OPS",
	"BPF_LIRC_MODE2", "BPF_XDP_DEVMAP", "BPF_XDP_CPUMAP", "BPF_SK_REUSEPORT_SELECT",
	"BPF_SK_REUSEPORT_SELECT_OR_MIGRATE", // no link
}

var cgroupAttachTypes = []string{
	"BPF_CGROUP_INET_INGRESS", "BPF_CGROUP_INET_EGRESS", "BPF_CGROUP_INET_SOCK_CREATE", "BPF_CGROUP_SOCK_OPS",
	"BPF_CGROUP_DEVICE", "BPF_CGROUP_INET4_BIND", "BPF_CGROUP_INET6_BIND", "BPF_CGROUP_INET4_CONNECT",
	"BPF_CGROUP_INET6_CONNECT", "BPF_CGROUP_INET4_POST_BIND", "BPF_CGROUP_INET6_POST_BIND",
	"BPF_CGROUP_UDP4_SENDMSG", "BPF_CGROUP_UDP6_SENDMSG", "BPF_CGROUP_SYSCTL", "BPF_CGROUP_UDP4_RECVMSG",
	"BPF_CGROUP_UDP6_RECVMSG", "BPF_CGROUP_GETSOCKOPT", "BPF_CGROUP_SETSOCKOPT", "BPF_CGROUP_INET4_GETPEERNAME",
	"BPF_CGROUP_INET6_GETPEERNAME", "BPF_CGROUP_INET4_GETSOCKNAME", "BPF_CGROUP_INET6_GETSOCKNAME",
	"BPF_CGROUP_INET_SOCK_RELEASE", "BPF_LSM_CGROUP", "BPF_CGROUP_UNIX_CONNECT", "BPF_CGROUP_UNIX_SENDMSG",
	"BPF_CGROUP_UNIX_RECVMSG", "BPF_CGROUP_UNIX_GETPEERNAME", "BPF_CGROUP_UNIX_GETSOCKNAME",
}
