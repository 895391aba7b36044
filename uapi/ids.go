package uapi

import (
	"bytes"
	"fmt"
)

// FD is a file descriptor. It means something only together with a process.
type FD int32

// MapID is the kernel's number for a map. 0 is none.
type MapID uint32

// ProgID is the kernel's number for a program. 0 is none.
type ProgID uint32

// BTFID is the kernel's number for a loaded BTF object. 0 is none.
type BTFID uint32

// LinkID is the kernel's number for a link. 0 is none.
type LinkID uint32

// TypeID is the number of a type within one BTF object. 0 is void or none.
type TypeID uint32

// ObjNameLen is the kernel's BPF_OBJ_NAME_LEN: bytes of a name, its NUL included.
const ObjNameLen = 16

// ObjName is the name of a program or map as the kernel keeps it: up to 15 bytes and a NUL. Bytes behind the NUL are
// kept as they were.
type ObjName [ObjNameLen]byte

// NewObjName returns s cut to 15 bytes.
func NewObjName(s string) ObjName {
	var n ObjName
	copy(n[:ObjNameLen-1], s)
	return n
}

// String returns the bytes before the first NUL.
func (n ObjName) String() string { return cString(n[:]) }

// MarshalText returns the whole name, trailing NULs cut.
func (n ObjName) MarshalText() ([]byte, error) { return bytes.TrimRight(n[:], "\x00"), nil }

// UnmarshalText is the inverse of MarshalText. It fails on more than 16 bytes.
func (n *ObjName) UnmarshalText(text []byte) error {
	if len(text) > ObjNameLen {
		return fmt.Errorf("object name: %d bytes, at most %d", len(text), ObjNameLen)
	}
	*n = ObjName{}
	copy(n[:], text)
	return nil
}

// ProgTag is the kernel's digest of a program's instructions.
type ProgTag [8]byte

// String returns the tag in hex, as bpftool prints it.
func (t ProgTag) String() string { return fmt.Sprintf("%x", t[:]) }

func cString(b []byte) string {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	return string(b)
}
