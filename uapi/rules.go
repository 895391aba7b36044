package uapi

// What the generated code asks: which of a union's members holds, going by the rest of the attribute.

func isMapOfMaps(t MapType) bool {
	return t == BPF_MAP_TYPE_ARRAY_OF_MAPS || t == BPF_MAP_TYPE_HASH_OF_MAPS
}

// fdArrayLen is the length of fd_array. Without a count only the instructions tell.
func fdArrayLen(count uint32) Length {
	if count == 0 {
		return Length{Of: LengthUnknown}
	}
	return recordsLen(count, 4)
}

// targetIsFD says whether target_fd of BPF_PROG_ATTACH is a descriptor. Flow dissectors are attached to the caller's
// own network namespace (netns_bpf_prog_attach).
func targetIsFD(at AttachType) bool { return queryTargetIsFD(at) && at != BPF_FLOW_DISSECTOR }

// queryTargetIsFD says whether target_fd of BPF_PROG_QUERY is a descriptor rather than target_ifindex.
func queryTargetIsFD(at AttachType) bool {
	switch at {
	case BPF_TCX_INGRESS, BPF_TCX_EGRESS, BPF_NETKIT_PRIMARY, BPF_NETKIT_PEER, BPF_XDP:
		return false
	}
	return true
}

func targetKind(at AttachType) string {
	switch at {
	case BPF_SK_SKB_STREAM_PARSER, BPF_SK_SKB_STREAM_VERDICT, BPF_SK_SKB_VERDICT, BPF_SK_MSG_VERDICT:
		return "map"
	case BPF_FLOW_DISSECTOR, BPF_SK_LOOKUP:
		return "netns"
	case BPF_LIRC_MODE2:
		return "lirc"
	}
	if isCgroup(at) {
		return "cgroup"
	}
	return ""
}

func isCgroup(at AttachType) bool {
	_, ok := newLinkCreateExtra(at).(*LinkCreateCgroup)
	return ok
}

// linkTargetIsFD is targetIsFD for links. Tracing programs have a target only if they name a program.
func linkTargetIsFD(at AttachType, target uint32) bool {
	switch newLinkCreateExtra(at).(type) {
	case *LinkCreateTCX, *LinkCreateNetkit, *LinkCreateNetfilter, *LinkCreateKprobeMulti, *LinkCreateUprobeMulti:
		return false
	case *LinkCreateTracing, *LinkCreateIter:
		return target != 0
	}
	return at != BPF_XDP && at != BPF_STRUCT_OPS
}

func linkTargetKind(at AttachType) string {
	switch {
	case at == BPF_CGROUP_INET_INGRESS: // also the attach type of freplace
		return "cgroup|prog"
	case at == BPF_PERF_EVENT:
		return "perf_event"
	}
	if _, ok := newLinkCreateExtra(at).(*LinkCreateTracing); ok {
		return "prog"
	}
	return targetKind(at)
}

func linkSourceKind(at AttachType) string {
	if at == BPF_STRUCT_OPS {
		return "map"
	}
	return "prog"
}

func linkSourceName(at AttachType) string { return linkSourceKind(at) + "_fd" }

// relativeIsFD says whether relative_fd is looked up (bpf_mprog_tuple_relative in
// kernel/bpf/mprog.c, get_prog_list in kernel/bpf/cgroup.c).
func relativeIsFD[T ~uint32](flags T, relative uint32) bool {
	return flags&BPF_F_ID == 0 && (relative != 0 || flags&BPF_F_LINK != 0)
}

func relativeKind[T ~uint32](flags T) string {
	if flags&BPF_F_LINK != 0 {
		return "link"
	}
	return "prog"
}

// LinkCreateExtra is the part of LinkCreateAttr that depends on the attach type: *LinkCreateTracing,
// *LinkCreateKprobeMulti and so on.
type LinkCreateExtra interface {
	size() int                                      // bytes of the attribute that are known to be used
	encode(b []byte)                                // into a whole attribute
	decode(b []byte)                                // from a whole attribute
	pointers(*pointerList)                          // adds to the attribute's pointers
	descriptors(d *descriptorList, flags LinkFlags) // adds to the attribute's descriptors
	buffers() []Pointer                             // for the call
}

// Tracing reads Extra as that of a tracing program. It is for freplace programs, whose attach type is 0: that is
// BPF_CGROUP_INET_INGRESS, and only the type of the program tells them apart.
func (a *LinkCreateAttr) Tracing() *LinkCreateTracing {
	t := &LinkCreateTracing{}
	t.decode(zeroExtend(a.Marshal(), unionSize))
	return t
}
