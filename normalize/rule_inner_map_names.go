package normalize

var innerMapNames = Rule{
	Name:    "inner-map-names",
	Erases:  "how a library calls the inner map that it creates only to create the outer one",
	Because: "the kernel takes its attributes over and the map itself goes away; nobody can look it up",
	Source: "https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L2748 (.inner), " +
		"https://github.com/cilium/ebpf/blob/v0.22.0/elf_reader.go#L1127 (_inner)",
	Keeps: "its attributes, which are shown with the outer map's; a name that is not made of the outer map's",
}

// innerSuffixes are what libraries put behind the outer map's name, the canonical one first.
var innerSuffixes = []string{".inner", "_inner"}

// innerMapName is the name of the inner map that outer was created with; the one that libraries make of the outer
// map's name is left out.
func (c *canon) innerMapName(outer *mapObj) value {
	v := plain(outer.inner.kernelName())
	for _, suffix := range innerSuffixes {
		if v.text != "" && v.text == cut(outer.name.text+suffix) {
			c.apply(&v, innerMapNames, "")
		}
	}
	return v
}
