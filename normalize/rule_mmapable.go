package normalize

import "difftest/uapi"

var mmapable = Rule{
	Name:   "mmapable",
	Erases: "BPF_F_MMAPABLE on maps that hold data sections",
	Because: "it is a matter of the library's interface to variables: libbpf sets it where a section has a variable " +
		"that a skeleton shows, cilium/ebpf always, aya never; programs do not see it",
	Source: "https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L1930 (map_is_mmapable), " +
		"https://github.com/cilium/ebpf/blob/v0.22.0/collection.go#L415",
	Keeps: "the flag on every other map; every other flag, BPF_F_RDONLY_PROG above all, from which the verifier reads " +
		"constants",
}

// withoutMmapable takes the flag off the flags of a data section's map.
func (c *canon) withoutMmapable(out *value, v uapi.MapFlags) uapi.MapFlags {
	if v&uapi.BPF_F_MMAPABLE == 0 || !c.on(mmapable) {
		return v
	}
	v &^= uapi.BPF_F_MMAPABLE
	c.apply(out, mmapable, flags(uint64(v), v))
	return v
}
