package normalize

var creationOrder = Rule{
	Name:   "creation-order",
	Erases: "in which order programs and maps were given to the kernel",
	Because: "they are independent: libbpf goes by the file, cilium/ebpf creates maps when a program first needs them " +
		"and, like aya, walks hash tables",
	Source: "https://github.com/cilium/ebpf/blob/v0.22.0/collection.go#L459 (maps by need)",
	Keeps:  "which programs and maps there are; the order of functions within a program and of entries within a map",
}

// sorted brings a list of n elements into order, unless it is.
func (c *canon) sorted(n int, already bool, sort func()) {
	if n < 2 || already || !c.on(creationOrder) {
		return
	}
	c.fired[creationOrder.Name]++
	sort()
}
