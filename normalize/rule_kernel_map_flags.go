package normalize

import "difftest/uapi"

var kernelMapFlags = Rule{
	Name:    "kernel-map-flags",
	Erases:  "BPF_F_RDONLY_PROG on device maps of which only the kernel's own description is known",
	Because: "the kernel sets it on every device map, whatever was asked for",
	Source:  "kernel commit 0cdbb4b09a06 (devmap: Allow map lookups from eBPF)",
	Keeps:   "the flag where the library asked for it; the flag on every other type of map",
}

// withoutKernelFlags takes the flag off what the kernel says of a reused map.
func (c *canon) withoutKernelFlags(out *value, t uapi.MapType, v uapi.MapFlags) {
	if t != uapi.BPF_MAP_TYPE_DEVMAP && t != uapi.BPF_MAP_TYPE_DEVMAP_HASH {
		return
	}
	if v&uapi.BPF_F_RDONLY_PROG != 0 {
		v &^= uapi.BPF_F_RDONLY_PROG
		c.apply(out, kernelMapFlags, flags(uint64(v), v))
	}
}
