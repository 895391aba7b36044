// Package btf reads BTF, the type format of BPF (raw .BTF and .BTF.ext contents, in either byte order), and spells
// types as text. It checks every bound and never panics on bad input. It does not write BTF, resolve relocations or
// judge whether the kernel would accept a type. Start at Parse.
//
// Format: https://docs.kernel.org/bpf/btf.html
package btf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
)

const (
	magic     = 0xeb9f
	headerLen = 24
	headLen   = 12 // struct btf_type

	// maxBlob bounds the size of a blob in bytes. The kernel's own limit is 16 MiB (BTF_MAX_SIZE).
	maxBlob = 64 << 20
	// maxString bounds the length of a string in bytes, so that many types that share one string stay cheap to read.
	maxString = 64 << 10
)

// Spec is the contents of a .BTF blob. It is safe for concurrent use.
type Spec struct {
	order   binary.ByteOrder
	base    *Spec  // what split BTF builds on, else nil
	first   uint32 // id of the first type of this blob
	types   []byte
	offsets []uint32 // offset in types of each type, from id first
	strs    string
	strBase uint32 // offset of strs among the strings of base and this

	indexOnce sync.Once
	index     index
}

// Parse reads a raw .BTF blob. It returns an error that names the place if anything in it lies out of bounds: a
// section, a type, a name or a type id. The Spec refers to blob, which must not change afterwards.
func Parse(blob []byte) (*Spec, error) { return parse(blob, nil) }

// ParseSplit reads the BTF of a module, whose types and strings continue those of base.
func ParseSplit(blob []byte, base *Spec) (*Spec, error) {
	if base == nil {
		return nil, errors.New("btf: no base")
	}
	return parse(blob, base)
}

func parse(blob []byte, base *Spec) (*Spec, error) {
	s := &Spec{base: base, first: 1}
	if base != nil {
		s.first = uint32(base.Len())
		s.strBase = base.strBase + uint32(len(base.strs))
	}
	if err := s.parseHeader(blob); err != nil {
		return nil, fmt.Errorf("btf: %w", err)
	}
	if base != nil && s.order != base.order {
		return nil, errors.New("btf: byte order differs from the base's")
	}
	if err := s.scan(); err != nil {
		return nil, fmt.Errorf("btf: %w", err)
	}
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("btf: %w", err)
	}
	return s, nil
}

// byteOrder returns the order in which blob starts with the magic number.
func byteOrder(blob []byte) (binary.ByteOrder, error) {
	if len(blob) < 2 {
		return nil, fmt.Errorf("header: %d bytes", len(blob))
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		if order.Uint16(blob) == magic {
			return order, nil
		}
	}
	return nil, fmt.Errorf("header: magic %#x", blob[:2])
}

func (s *Spec) parseHeader(blob []byte) error {
	order, err := byteOrder(blob)
	if err != nil {
		return err
	}
	s.order = order
	if len(blob) < headerLen || len(blob) > maxBlob {
		return fmt.Errorf("header: %d bytes", len(blob))
	}
	if blob[2] != 1 {
		return fmt.Errorf("header: version %d", blob[2])
	}
	hdrLen := order.Uint32(blob[4:])
	if hdrLen < headerLen || uint64(hdrLen) > uint64(len(blob)) {
		return fmt.Errorf("header: length %d of %d", hdrLen, len(blob))
	}
	body := blob[hdrLen:]
	if s.types, err = part(body, order.Uint32(blob[8:]), order.Uint32(blob[12:])); err != nil {
		return fmt.Errorf("types: %w", err)
	}
	strs, err := part(body, order.Uint32(blob[16:]), order.Uint32(blob[20:]))
	if err != nil {
		return fmt.Errorf("strings: %w", err)
	}
	if err := checkStrings(strs, s.base != nil); err != nil {
		return fmt.Errorf("strings: %w", err)
	}
	s.strs = string(strs)
	return nil
}

// part returns b[off:off+size] or an error if that lies outside.
func part(b []byte, off, size uint32) ([]byte, error) {
	if uint64(off)+uint64(size) > uint64(len(b)) {
		return nil, fmt.Errorf("offset %d size %d of %d", off, size, len(b))
	}
	return b[off : off+size : off+size], nil
}

func checkStrings(strs []byte, split bool) error {
	if len(strs) == 0 && split {
		return nil
	}
	if len(strs) == 0 || strs[len(strs)-1] != 0 {
		return errors.New("not terminated")
	}
	if strs[0] != 0 && !split {
		return errors.New("first string is not empty")
	}
	for at := 0; at < len(strs); {
		n := bytes.IndexByte(strs[at:], 0)
		if n > maxString {
			return fmt.Errorf("string at offset %d: %d bytes long", at, n)
		}
		at += n + 1
	}
	return nil
}

// Len returns the number of types including void and those of the base: ids are below it.
func (s *Spec) Len() int { return int(s.first) + len(s.offsets) }

// Base returns what split BTF builds on, nil for BTF that stands alone.
func (s *Spec) Base() *Spec { return s.base }

// FirstID returns the id of the first type of this blob: 1, or more for split BTF.
func (s *Spec) FirstID() uint32 { return s.first }

// ByteOrder returns the byte order of the blob.
func (s *Spec) ByteOrder() binary.ByteOrder { return s.order }

func (s *Spec) word(at int) uint32 { return s.order.Uint32(s.types[at:]) }

// String returns the string at offset off of the string section; false if off lies outside.
func (s *Spec) String(off uint32) (string, bool) {
	if !s.hasString(off) {
		return "", false
	}
	return s.name(off), true
}
