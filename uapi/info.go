package uapi

// Info is one of the structs that BPF_OBJ_GET_INFO_BY_FD fills in: *MapInfo, *ProgInfo, *BTFInfo, *TokenInfo or one of
// the views of a link that are named LinkInfo...
type Info interface {
	// Marshal returns the bytes for the kernel.
	Marshal() []byte
	// Pointers lists the fields that point to memory and are not NULL.
	Pointers() []PointerField

	readBack(b []byte)
}

// ObjInfo calls ObjGetInfoByFD with info, whose pointers and sizes the kernel reads, and takes over what it wrote.
// A kernel that knows fewer fields leaves the others as they were. On error info is unchanged.
func ObjInfo(fd FD, info Info) error {
	b := info.Marshal()
	// info stays reachable, and its buffers with it: readBack uses it after the call.
	err := ObjGetInfoByFD(&ObjGetInfoByFDAttr{BPFFD: fd, InfoLen: uint32(len(b)), Info: BytesPointer(b)})
	if err != nil {
		return err
	}
	info.readBack(b)
	return nil
}
