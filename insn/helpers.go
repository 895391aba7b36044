package insn

//go:generate go run ./gen

// HelperName is the name of the helper with the number, "bpf_map_lookup_elem". ok is false for numbers that this list
// does not know; the kernel closed the list at 211 and adds kernel functions instead.
func HelperName(id int32) (name string, ok bool) {
	name, ok = helpers[id]
	return name, ok
}
