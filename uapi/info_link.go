package uapi

// LinkInfo is what the kernel tells of a link of any kind (struct bpf_link_info). Where the kind is known, the views
// say more: DecodeLinkInfoTracing(info.Marshal()) and its kin.
type LinkInfo struct {
	Type   LinkType // the kind of link
	ID     LinkID   // its id
	ProgID ProgID   // the program that it attaches
	// Union is what follows, whose layout depends on Type.
	Union [LinkInfoSize - linkInfoHead]byte
}

// linkInfoHead is the offset of the union.
const linkInfoHead = 16

// DecodeLinkInfo reads struct bpf_link_info. A short one is extended with zeros; bytes behind it are returned.
func DecodeLinkInfo(raw []byte) (info LinkInfo, tail []byte) {
	info.readBack(zeroExtend(raw, LinkInfoSize))
	return info, behind(raw, LinkInfoSize)
}

func (a *LinkInfo) readBack(b []byte) {
	a.Type = get32[LinkType](b, 0)
	a.ID = get32[LinkID](b, 4)
	a.ProgID = get32[ProgID](b, 8)
	copy(a.Union[:], b[linkInfoHead:])
}

// Marshal returns the bytes of struct bpf_link_info.
func (a *LinkInfo) Marshal() []byte {
	b := make([]byte, LinkInfoSize)
	put32(b, 0, a.Type)
	put32(b, 4, a.ID)
	put32(b, 8, a.ProgID)
	copy(b[linkInfoHead:], a.Union[:])
	return b
}

// Pointers returns nil: only the views know of pointers.
func (a *LinkInfo) Pointers() []PointerField { return nil }
