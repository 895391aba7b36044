package uapi

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unsafe"
)

// Pointer is a pointer in an attribute: either to a buffer of ours, which it keeps alive, or an address in the process
// that the attribute was read from, which is a number here and is never followed. The zero Pointer is NULL. Two
// pointers are equal if they are the same address of the same kind.
type Pointer struct {
	base *byte  // ours; nil for an address in another process
	size int    // bytes at base
	addr uint64 // used if base is nil
}

// What a pointer points to, for the reader of a field. They are one type: the length and direction that belong to a
// field are in its comment and in Attr.Pointers.
type (
	// TextPointer points to text that ends in a NUL.
	TextPointer = Pointer
	// InsnsPointer points to instructions of 8 bytes each.
	InsnsPointer = Pointer
	// RecordsPointer points to records whose count and size are fields beside it.
	RecordsPointer = Pointer
	// KeyPointer points to one key of the map.
	KeyPointer = Pointer
	// ValuePointer points to one value of the map: value_size bytes, or for per-CPU maps that rounded up to 8 for each
	// possible CPU.
	ValuePointer = Pointer
	// KeysPointer points to keys of the map, one behind the other.
	KeysPointer = Pointer
	// ValuesPointer points to values of the map, one behind the other.
	ValuesPointer = Pointer
	// CursorPointer points to a position within a map that only the kernel understands.
	CursorPointer = Pointer
	// BufferPointer points to bytes whose number is a field beside it.
	BufferPointer = Pointer
	// LogPointer points to room for the verifier's text.
	LogPointer = Pointer
	// ArrayPointer points to 4- or 8-byte numbers whose count is a field beside it.
	ArrayPointer = Pointer
	// TextsPointer points to pointers to text, whose count is a field beside it.
	TextsPointer = Pointer
)

// BytesPointer returns a pointer to b, for a call of ours. The kernel may write into b. It is NULL if b is empty.
func BytesPointer(b []byte) Pointer {
	if len(b) == 0 {
		return Pointer{}
	}
	return Pointer{base: onHeap(unsafe.SliceData(b)), size: len(b)}
}

// onHeap returns p. The compiler takes it to be kept in a variable of the package, so that what it points to is not on
// a stack, which moves: the address must hold from Marshal to the call.
func onHeap(p *byte) *byte {
	if never {
		kept = p
	}
	return p
}

var (
	never bool // false, which the compiler does not know
	kept  *byte
)

// StringPointer returns a pointer to a copy of s with a NUL behind it.
func StringPointer(s string) Pointer { return BytesPointer(append([]byte(s), 0)) }

// AddressPointer returns a pointer that stands for an address in another process.
func AddressPointer(addr uint64) Pointer { return Pointer{addr: addr} }

// Addr returns the address as it stands in the attribute.
func (p Pointer) Addr() uint64 {
	if p.base != nil {
		return uint64(uintptr(unsafe.Pointer(p.base)))
	}
	return p.addr
}

// Bytes returns the buffer behind a pointer of ours, and nil for an address in another process.
func (p Pointer) Bytes() []byte {
	if p.base == nil {
		return nil
	}
	return unsafe.Slice(p.base, p.size)
}

// IsNull says whether the pointer is NULL.
func (p Pointer) IsNull() bool { return p.base == nil && p.addr == 0 }

// String returns the address in hex, or "NULL".
func (p Pointer) String() string {
	if p.IsNull() {
		return "NULL"
	}
	return fmt.Sprintf("%#x", p.Addr())
}

// MarshalText returns the address in hex. What it points to is not part of the text.
func (p Pointer) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%#x", p.Addr()), nil }

// UnmarshalText reads what MarshalText wrote, as an address in another process.
func (p *Pointer) UnmarshalText(text []byte) error {
	digits, ok := strings.CutPrefix(string(text), "0x")
	if !ok {
		return fmt.Errorf("pointer: %q does not begin with 0x", text)
	}
	addr, err := strconv.ParseUint(digits, 16, 64)
	if err != nil {
		return fmt.Errorf("pointer: %w", err)
	}
	*p = AddressPointer(addr)
	return nil
}

// MarshalBinary returns the address as 8 bytes, little-endian. What it points to is not part of them.
func (p Pointer) MarshalBinary() ([]byte, error) {
	return binary.LittleEndian.AppendUint64(nil, p.Addr()), nil
}

var errPointerSize = errors.New("pointer: not 8 bytes")

// UnmarshalBinary reads what MarshalBinary wrote, as an address in another process.
func (p *Pointer) UnmarshalBinary(b []byte) error {
	if len(b) != 8 {
		return errPointerSize
	}
	*p = AddressPointer(binary.LittleEndian.Uint64(b))
	return nil
}
