package main

import (
	"encoding/binary"
	"fmt"
	"os"

	"difftest/btf"
)

// trim writes to out the part of the BTF in path that this generator reads.
func trim(path, out string) error {
	blob, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	spec, err := btf.Parse(blob)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	roots := wantedEnums(spec)
	for _, name := range wantedStructs() {
		if id, err := findStruct(spec, name); err == nil {
			roots = append(roots, id)
		}
	}
	w := newWriter(spec)
	for _, id := range roots {
		if _, err := w.add(id); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return os.WriteFile(out, w.bytes(), 0o644)
}

// writer copies types of one BTF into a new one, with what they refer to. Only the kinds that uapi uses are handled.
type writer struct {
	spec  *btf.Spec
	ids   map[uint32]uint32 // old id to new id
	types [][]byte          // encoded, by new id - 1
	strs  []byte
	offs  map[string]uint32
}

func newWriter(spec *btf.Spec) *writer {
	return &writer{spec: spec, ids: map[uint32]uint32{0: 0}, strs: []byte{0}, offs: map[string]uint32{"": 0}}
}

func (w *writer) str(s string) uint32 {
	off, ok := w.offs[s]
	if !ok {
		off = uint32(len(w.strs))
		w.offs[s] = off
		w.strs = append(append(w.strs, s...), 0)
	}
	return off
}

// add copies a type and returns its new id.
func (w *writer) add(id uint32) (uint32, error) {
	if n, ok := w.ids[id]; ok {
		return n, nil
	}
	t, ok := w.spec.Type(id)
	if !ok {
		return 0, fmt.Errorf("no type %d", id)
	}
	w.types = append(w.types, nil)
	n := uint32(len(w.types))
	w.ids[id] = n
	body, err := w.encode(t)
	if err != nil {
		return 0, fmt.Errorf("%s %s: %w", t.Kind, t.Name, err)
	}
	w.types[n-1] = body
	return n, nil
}

func (w *writer) encode(t btf.Type) ([]byte, error) {
	info := uint32(t.Kind)<<24 | uint32(t.Vlen)
	if t.KindFlag {
		info |= 1 << 31
	}
	words := []uint32{w.str(t.Name), info, t.Size}
	var err error
	ref := func(id uint32) uint32 {
		n, e := w.add(id)
		if e != nil {
			err = e
		}
		return n
	}
	switch t.Kind {
	case btf.Int:
		words = append(words, uint32(t.Int.Encoding)<<24|uint32(t.Int.Offset)<<16|uint32(t.Int.Bits))
	case btf.Typedef, btf.Const, btf.Volatile:
		words[2] = ref(t.Type)
	case btf.Array:
		words = append(words, ref(t.Array.Elem), ref(t.Array.Index), t.Array.Nelems)
	case btf.Struct, btf.Union:
		for _, m := range t.Members {
			words = append(words, w.str(m.Name), ref(m.Type), m.BitSize<<24|m.BitOffset)
		}
	case btf.Enum:
		for _, v := range t.Values {
			words = append(words, w.str(v.Name), uint32(v.Uint))
		}
	case btf.Enum64:
		for _, v := range t.Values {
			words = append(words, w.str(v.Name), uint32(v.Uint), uint32(v.Uint>>32))
		}
	default:
		return nil, fmt.Errorf("this kind is not handled")
	}
	return encodeWords(words), err
}

func encodeWords(words []uint32) []byte {
	var b []byte
	for _, v := range words {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

// bytes returns the new BTF, little-endian.
func (w *writer) bytes() []byte {
	const magic, version, headerLen = 0xeb9f, 1, 24
	var types []byte
	for _, t := range w.types {
		types = append(types, t...)
	}
	b := binary.LittleEndian.AppendUint16(nil, magic)
	b = append(b, version, 0)
	size := uint32(len(types))
	b = append(b, encodeWords([]uint32{headerLen, 0, size, size, uint32(len(w.strs))})...)
	return append(append(b, types...), w.strs...)
}
