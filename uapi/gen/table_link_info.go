package main

// linkInfo is one view of struct bpf_link_info, which ends in a union whose layout depends on the type of the link;
// perf events have another one inside, by their own type. Each struct in it is a view of the whole.
// bpf_link_get_info_by_fd and the fill_link_info of each kind of link say what is written.
func linkInfo(name, doc string, fields ...field) structure {
	head := []field{
		{Path: "type", Type: "LinkType", Doc: "the kind of link"},
		{Path: "id", Type: "LinkID", Doc: "its id"},
		{Path: "prog_id", Type: "ProgID", Doc: "the program that it attaches"},
	}
	return structure{"bpf_link_info", "LinkInfo" + name, "LinkInfo" + name + " is LinkInfo for " + doc + ".",
		append(head, fields...)}
}

// text is room for a text of the kernel's, with its NUL.
func text(path, size, doc string) field {
	return field{Path: path, Type: "BufferPointer", Dir: inOut, Len: "bytesLen(uint64(a." + size + "))",
		Doc: "room for " + doc}
}

func attachType(path string) field {
	return field{Path: path, Type: "AttachType", Doc: "where it is attached"}
}

const (
	roomDoc   = "bytes of room; then of the name"
	cookieDoc = "what the program gets from bpf_get_attach_cookie"
)

var linkInfoStructs = []structure{
	linkInfo("RawTracepoint", "BPF_LINK_TYPE_RAW_TRACEPOINT",
		text("raw_tracepoint.tp_name", "TpNameLen", "the tracepoint's name"),
		field{Path: "raw_tracepoint.tp_name_len", Doc: roomDoc},
		field{Path: "raw_tracepoint.cookie", Doc: cookieDoc}),
	linkInfo("Tracing", "BPF_LINK_TYPE_TRACING",
		attachType("tracing.attach_type"),
		field{Path: "tracing.target_obj_id", Doc: "id of the program that it is attached to, or of the BTF of the kernel"},
		field{Path: "tracing.target_btf_id", Type: "TypeID", Doc: "the function in it"},
		field{Path: "tracing.cookie", Doc: cookieDoc}),
	linkInfo("Cgroup", "BPF_LINK_TYPE_CGROUP",
		field{Path: "cgroup.cgroup_id", Doc: "the cgroup"},
		attachType("cgroup.attach_type")),
	linkInfo("IterMap", "BPF_LINK_TYPE_ITER over the elements of a map", iterName(), iterNameLen(),
		field{Path: "iter.map.map_id", Type: "MapID", Doc: "the map"}),
	linkInfo("IterCgroup", "BPF_LINK_TYPE_ITER over cgroups", iterName(), iterNameLen(),
		field{Path: "iter.cgroup.cgroup_id", Doc: "where it starts"},
		field{Path: "iter.cgroup.order", Type: "CgroupIterOrder", Doc: "how it goes on"}),
	linkInfo("IterTask", "BPF_LINK_TYPE_ITER over tasks", iterName(), iterNameLen(),
		field{Path: "iter.task.tid", Doc: "the thread; 0 for all"},
		field{Path: "iter.task.pid", Doc: "the process; 0 for all"}),
	linkInfo("Netns", "BPF_LINK_TYPE_NETNS",
		field{Path: "netns.netns_ino", Doc: "inode number of the network namespace"},
		attachType("netns.attach_type")),
	linkInfo("XDP", "BPF_LINK_TYPE_XDP", ifindex("xdp.ifindex")),
	linkInfo("StructOps", "BPF_LINK_TYPE_STRUCT_OPS",
		field{Path: "struct_ops.map_id", Type: "MapID", Doc: "the map"}),
	linkInfo("Netfilter", "BPF_LINK_TYPE_NETFILTER",
		field{Path: "netfilter.pf", Doc: "NFPROTO_IPV4 or NFPROTO_IPV6"},
		field{Path: "netfilter.hooknum", Doc: "NF_INET_LOCAL_IN and its kin"},
		field{Path: "netfilter.priority", Doc: "order among the hooks"},
		field{Path: "netfilter.flags", Type: "NetfilterFlags", Doc: "BPF_F_NETFILTER_IP_DEFRAG"}),
	linkInfo("KprobeMulti", "BPF_LINK_TYPE_KPROBE_MULTI",
		array("kprobe_multi.addrs", "Count", 8, "room for the addresses of the functions"),
		field{Path: "kprobe_multi.count", Doc: "number of functions"},
		field{Path: "kprobe_multi.flags", Type: "KprobeMultiFlags", Doc: "BPF_F_KPROBE_MULTI_RETURN"},
		field{Path: "kprobe_multi.missed", Doc: "how often it was not run"},
		array("kprobe_multi.cookies", "Count", 8, "room for the cookies")),
	linkInfo("UprobeMulti", "BPF_LINK_TYPE_UPROBE_MULTI",
		text("uprobe_multi.path", "PathSize", "the file's name"),
		array("uprobe_multi.offsets", "Count", 8, "room for the offsets within the file"),
		array("uprobe_multi.ref_ctr_offsets", "Count", 8, "room for the offsets of reference counters"),
		array("uprobe_multi.cookies", "Count", 8, "room for the cookies"),
		field{Path: "uprobe_multi.path_size", Doc: roomDoc},
		field{Path: "uprobe_multi.count", Doc: "number of offsets"},
		field{Path: "uprobe_multi.flags", Type: "UprobeMultiFlags", Doc: "BPF_F_UPROBE_MULTI_RETURN"},
		field{Path: "uprobe_multi.pid", Doc: "the process; 0 for all"}),
	linkInfo("Uprobe", "BPF_LINK_TYPE_PERF_EVENT with BPF_PERF_EVENT_UPROBE or BPF_PERF_EVENT_URETPROBE", perfType(),
		text("perf_event.uprobe.file_name", "NameLen", "the file's name"),
		field{Path: "perf_event.uprobe.name_len", Doc: roomDoc},
		field{Path: "perf_event.uprobe.offset", Doc: "offset within the file"},
		field{Path: "perf_event.uprobe.cookie", Doc: cookieDoc},
		field{Path: "perf_event.uprobe.ref_ctr_offset", Doc: "offset of the reference counter"}),
	linkInfo("Kprobe", "BPF_LINK_TYPE_PERF_EVENT with BPF_PERF_EVENT_KPROBE or BPF_PERF_EVENT_KRETPROBE", perfType(),
		text("perf_event.kprobe.func_name", "NameLen", "the function's name"),
		field{Path: "perf_event.kprobe.name_len", Doc: roomDoc},
		field{Path: "perf_event.kprobe.offset", Doc: "offset within the function"},
		field{Path: "perf_event.kprobe.addr", Doc: "the address"},
		field{Path: "perf_event.kprobe.missed", Doc: "how often it was not run"},
		field{Path: "perf_event.kprobe.cookie", Doc: cookieDoc}),
	linkInfo("Tracepoint", "BPF_LINK_TYPE_PERF_EVENT with BPF_PERF_EVENT_TRACEPOINT", perfType(),
		text("perf_event.tracepoint.tp_name", "NameLen", "the tracepoint's name"),
		field{Path: "perf_event.tracepoint.name_len", Doc: roomDoc},
		field{Path: "perf_event.tracepoint.cookie", Doc: cookieDoc}),
	linkInfo("PerfEvent", "BPF_LINK_TYPE_PERF_EVENT with BPF_PERF_EVENT_EVENT", perfType(),
		field{Path: "perf_event.event.config", Doc: "config of the event's perf_event_attr"},
		field{Path: "perf_event.event.type", Go: "EventType", Doc: "type of the same: PERF_TYPE_HARDWARE and its kin"},
		field{Path: "perf_event.event.cookie", Doc: cookieDoc}),
	linkInfo("TCX", "BPF_LINK_TYPE_TCX", ifindex("tcx.ifindex"), attachType("tcx.attach_type")),
	linkInfo("Netkit", "BPF_LINK_TYPE_NETKIT", ifindex("netkit.ifindex"), attachType("netkit.attach_type")),
	linkInfo("Sockmap", "BPF_LINK_TYPE_SOCKMAP",
		field{Path: "sockmap.map_id", Type: "MapID", Doc: "the map"},
		attachType("sockmap.attach_type")),
}

func ifindex(path string) field { return field{Path: path, Doc: "the network device"} }

func iterName() field {
	return text("iter.target_name", "TargetNameLen", "the name of what is walked")
}

func iterNameLen() field { return field{Path: "iter.target_name_len", Doc: roomDoc} }

func perfType() field {
	return field{Path: "perf_event.type", Go: "PerfType", Type: "PerfEventType", Doc: "which kind of perf event"}
}

// union bpf_iter_link_info is what iter_info of BPF_LINK_CREATE points to. Which struct of it holds, only the type that
// the program iterates over says.
var iterStructs = []structure{
	{"bpf_iter_link_info", "IterLinkInfoMap", "IterLinkInfoMap is what an iterator over the elements of a map is given.",
		[]field{{Path: "map.map_fd", Type: "FD", FD: `"map"`, Doc: "the map"}}},
	{"bpf_iter_link_info", "IterLinkInfoCgroup", "IterLinkInfoCgroup is what an iterator over cgroups is given.", []field{
		{Path: "cgroup.order", Type: "CgroupIterOrder", Doc: "how it goes on"},
		// bpf_iter_attach_cgroup takes the descriptor first, then the id, else the root.
		{Path: "cgroup.cgroup_fd", Type: "FD", FD: `"cgroup"`, When: "a.CgroupFD != 0", Doc: "where it starts"},
		{Path: "cgroup.cgroup_id", Doc: "where it starts, by id, where cgroup_fd is 0"},
	}},
	{"bpf_iter_link_info", "IterLinkInfoTask", "IterLinkInfoTask is what an iterator over tasks is given.", []field{
		{Path: "task.tid", Doc: "the thread; 0 for all"},
		{Path: "task.pid", Doc: "the process; 0 for all"},
		// bpf_iter_attach_task takes it if it is not 0.
		{Path: "task.pid_fd", Type: "FD", FD: `"pidfd"`, When: "a.PIDFD != 0", Doc: "the process, by pidfd; 0 for none"},
	}},
}
