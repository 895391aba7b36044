package uapi

import (
	"bytes"
	"fmt"
	"slices"
)

// An Attr is the attribute of one bpf(2) command. The types that implement it are named after the command:
// *ProgLoadAttr for BPF_PROG_LOAD. *RawAttr stands for commands that are not known.
type Attr interface {
	// Cmd is the command that the attribute belongs to.
	Cmd() Cmd
	// Marshal returns the bytes for the kernel, as many as the command is known to read. They hold the addresses of
	// Go buffers, so they are good only as long as the attribute itself is reachable.
	Marshal() []byte
	// Pointers lists the fields that point to memory and are not NULL, in the order in which they lie in the
	// attribute.
	Pointers() []PointerField
	// Descriptors lists the fields that the kernel takes for a descriptor, in that order. A field that holds 0 is
	// listed only where the kernel would look up descriptor 0.
	Descriptors() []DescriptorField
}

// MaxAttrSize is the number of bytes beyond which the kernel refuses an attribute: a page (bpf_check_uarg_tail_zero).
const MaxAttrSize = 4096

// Decode returns the attribute of cmd that raw holds. A short raw is extended with zeros, as the kernel does. Bytes
// behind those that the command is known to read are returned as tail, zero or not. A command that is not known gives
// *RawAttr. Decode fails only if raw is longer than the kernel accepts; it keeps no reference to raw.
func Decode(cmd Cmd, raw []byte) (attr Attr, tail []byte, err error) {
	if len(raw) > MaxAttrSize {
		return nil, nil, fmt.Errorf("attribute of %s: %d bytes, at most %d", cmd, len(raw), MaxAttrSize)
	}
	newAttr, ok := newAttr[cmd]
	if !ok {
		return &RawAttr{Command: cmd, Data: bytes.Clone(raw)}, nil, nil
	}
	a := newAttr()
	size := a.decode(zeroExtend(raw, unionSize))
	if size < len(raw) {
		tail = bytes.Clone(raw[size:])
	}
	return a, tail, nil
}

// Cmds returns all commands that are known, in the kernel's order.
func Cmds() []Cmd { return slices.Clone(cmds) }

// attribute is what the generated types offer beyond Attr.
type attribute interface {
	Attr
	// decode fills the attribute from b, at least unionSize bytes, and returns how many it is known to use.
	decode(b []byte) int
	// readBack takes over what the kernel wrote into b.
	readBack(b []byte)
	// buffers returns the pointers to be kept in place during a call.
	buffers() []Pointer
}

// zeroExtend returns b with zeros behind it up to n bytes, never changing b.
func zeroExtend(b []byte, n int) []byte {
	if len(b) >= n {
		return b
	}
	return append(slices.Clip(b), make([]byte, n-len(b))...)
}

// RawAttr is the attribute of a command that is not known.
type RawAttr struct {
	Command Cmd
	Data    []byte // all of it
}

// Cmd returns the command.
func (a *RawAttr) Cmd() Cmd { return a.Command }

// Marshal returns a copy of the bytes.
func (a *RawAttr) Marshal() []byte { return bytes.Clone(a.Data) }

// Pointers returns nil: nothing is known of the bytes.
func (a *RawAttr) Pointers() []PointerField { return nil }

// Descriptors returns nil: nothing is known of the bytes.
func (a *RawAttr) Descriptors() []DescriptorField { return nil }

// A Leftover is a run of bytes that a decoded attribute does not represent.
type Leftover struct {
	Offset int
	Data   []byte
}

// Leftovers returns what attr, decoded from raw, does not represent: bytes that are not zero and lie in padding, in
// fields that the command does not use, or behind its last field.
func Leftovers(attr Attr, raw []byte) []Leftover {
	var known []byte
	if attr != nil {
		known = attr.Marshal()
	}
	known = zeroExtend(known, len(raw))
	var out []Leftover
	for i := 0; i < len(raw); i++ {
		start := i
		for i < len(raw) && raw[i] != known[i] {
			i++
		}
		if i > start {
			out = append(out, Leftover{Offset: start, Data: bytes.Clone(raw[start:i])})
		}
	}
	return out
}
