package uapi

// LinkInfo is what the kernel tells of a link (struct bpf_link_info).
type LinkInfo struct {
	Type   LinkType // the kind of link
	ID     LinkID   // its id
	ProgID ProgID   // the program that it attaches
	// Data is the union behind these three, whose layout depends on Type. It begins at offset 16 of the struct.
	Data []byte
}

// linkInfoHead is the number of bytes before the union.
const linkInfoHead = 16

// DecodeLinkInfo reads struct bpf_link_info. A short one is extended with zeros.
func DecodeLinkInfo(raw []byte) LinkInfo {
	b := zeroExtend(raw, linkInfoHead)
	return LinkInfo{
		Type: get32[LinkType](b, 0), ID: get32[LinkID](b, 4), ProgID: get32[ProgID](b, 8), Data: behind(raw, linkInfoHead),
	}
}

// Marshal returns the bytes of struct bpf_link_info.
func (a *LinkInfo) Marshal() []byte {
	b := make([]byte, linkInfoHead, linkInfoHead+len(a.Data))
	put32(b, 0, a.Type)
	put32(b, 4, a.ID)
	put32(b, 8, a.ProgID)
	return append(b, a.Data...)
}
