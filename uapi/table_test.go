package uapi

// attrCase is an attribute in Go and as the kernel sees it, and what it refers to. Every command has at least one;
// decode_test.go derives the hostile ones.
type attrCase struct {
	name string
	attr Attr
	raw  string // hex of a little-endian machine, in words of 4 bytes, however spaced
	refs string // as the function refs writes it, however spaced
}

// at is an address in another process.
func at(addr uint64) Pointer { return AddressPointer(addr) }

func attrCases() []attrCase {
	var all []attrCase
	for _, list := range [][]attrCase{mapCases, progCases, attachCases, linkCases, objectCases} {
		all = append(all, list...)
	}
	return all
}
