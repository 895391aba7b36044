package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// A Mutation is one change of an object: of one field of one place, to a value. As text it is "KIND LABEL FIELD VALUE",
// "section .maps sh_offset beyond"; a file cut short is "file end cut BYTES".
type Mutation struct {
	Kind, Label string
	Field       string
	Value       string // the name of one of values, or a number
}

// String is the mutation's text, which Parse reads.
func (m Mutation) String() string {
	return strings.Join([]string{m.Kind, m.Label, m.Field, m.Value}, " ")
}

// Parse reads a mutation's text.
func Parse(text string) (Mutation, error) {
	words := strings.Fields(text)
	if len(words) != 4 {
		return Mutation{}, fmt.Errorf("%q: not KIND LABEL FIELD VALUE", text)
	}
	return Mutation{words[0], words[1], words[2], words[3]}, nil
}

// A field is a number in a place.
type field struct {
	name         string
	offset, size int // bytes
}

// A Place is a structure of an object that has fields. Places of a kind have different labels.
type Place struct {
	Kind, Label string
	offset      int    // in the file
	index       uint64 // among its like: a section's, symbol's or type's number
}

// values are what a field can be set to, by name: old is the field's value, bits its width.
var values = map[string]func(old uint64, bits int, p Place, file int) uint64{
	"zero":   func(uint64, int, Place, int) uint64 { return 0 },
	"one":    func(uint64, int, Place, int) uint64 { return 1 },
	"more":   func(old uint64, _ int, _ Place, _ int) uint64 { return old + 1 },
	"less":   func(old uint64, _ int, _ Place, _ int) uint64 { return old - 1 },
	"double": func(old uint64, _ int, _ Place, _ int) uint64 { return old * 2 },
	"half":   func(old uint64, _ int, _ Place, _ int) uint64 { return old / 2 },
	"top":    func(_ uint64, bits int, _ Place, _ int) uint64 { return 1 << (bits - 1) },
	"below":  func(_ uint64, bits int, _ Place, _ int) uint64 { return 1<<(bits-1) - 1 },
	"ones":   func(uint64, int, Place, int) uint64 { return ^uint64(0) },
	"wraps":  func(uint64, int, Place, int) uint64 { return ^uint64(7) },
	"beyond": func(_ uint64, _ int, _ Place, file int) uint64 { return uint64(file) },
	"last":   func(_ uint64, _ int, _ Place, file int) uint64 { return uint64(file) - 1 },
	"itself": func(_ uint64, _ int, p Place, _ int) uint64 { return p.index },
	"next":   func(_ uint64, _ int, p Place, _ int) uint64 { return p.index + 1 },
}

// valueNames are the names of values, in an order that does not change, so that a seed means the same tomorrow.
var valueNames = []string{
	"zero", "one", "more", "less", "double", "half", "top", "below", "ones", "wraps", "beyond", "last", "itself", "next",
}

// Apply returns the object with the mutation made; data stays as it is. A place or field that the object does not have,
// and a change that changes nothing, are errors.
func Apply(data []byte, m Mutation) ([]byte, error) {
	if m.Kind == kindFile {
		return cut(data, m)
	}
	places, err := findPlaces(data)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		if p.Kind == m.Kind && p.Label == m.Label {
			return set(data, p, m)
		}
	}
	return nil, fmt.Errorf("%s: no such place", m)
}

// set makes the mutation at a place.
func set(data []byte, p Place, m Mutation) ([]byte, error) {
	for _, f := range fieldsOf[p.Kind] {
		if f.name != m.Field {
			continue
		}
		at := p.offset + f.offset
		if at < 0 || at+f.size > len(data) {
			return nil, fmt.Errorf("%s: not in the file", m)
		}
		damaged := bytes.Clone(data)
		old := get(data[at:], f.size)
		value, err := valueOf(m.Value, old, f.size, p, len(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m, err)
		}
		put(damaged[at:], f.size, value)
		if get(damaged[at:], f.size) == old {
			return nil, fmt.Errorf("%s: nothing changes", m)
		}
		return damaged, nil
	}
	return nil, fmt.Errorf("%s: no such field", m)
}

func valueOf(text string, old uint64, size int, p Place, file int) (uint64, error) {
	if value, ok := values[text]; ok {
		return value(old, 8*size, p, file), nil
	}
	value, err := strconv.ParseUint(text, 0, 64)
	if err != nil {
		return 0, fmt.Errorf("no value: %q", text)
	}
	return value, nil
}

// kindFile is the kind of the place that is the whole file.
const kindFile = "file"

// cut ends the file early.
func cut(data []byte, m Mutation) ([]byte, error) {
	end, err := strconv.Atoi(m.Value)
	if err != nil || m.Label != "end" || m.Field != "cut" || end < 0 || end >= len(data) {
		return nil, fmt.Errorf("%s: no end within the file's %d bytes", m, len(data))
	}
	return bytes.Clone(data[:end]), nil
}

// minCut is the shortest file that is cut at random, in bytes: a file without its identification is no object, and no
// loader is asked about it.
const minCut = 16

// cutOdds is how many of a thousand random mutations cut the file.
const cutOdds = 30

// maxTries bounds how often a random choice is made anew because it changes nothing.
const maxTries = 1000

// Random makes a mutation that r chooses. Kinds of places are chosen alike often, however many places are of a kind.
func Random(data []byte, r *rand.Rand) (Mutation, []byte, error) {
	if r.IntN(1000) < cutOdds && len(data) > minCut {
		m := Mutation{kindFile, "end", "cut", strconv.Itoa(minCut + r.IntN(len(data)-minCut))}
		damaged, err := cut(data, m)
		return m, damaged, err
	}
	places, err := findPlaces(data)
	if err != nil {
		return Mutation{}, nil, err
	}
	byKind := map[string][]Place{}
	var kinds []string
	for _, p := range places {
		if byKind[p.Kind] == nil {
			kinds = append(kinds, p.Kind)
		}
		byKind[p.Kind] = append(byKind[p.Kind], p)
	}
	for range maxTries {
		like := byKind[kinds[r.IntN(len(kinds))]]
		m := choose(data, like, r)
		if damaged, err := Apply(data, m); err == nil {
			return m, damaged, nil
		}
	}
	return Mutation{}, nil, fmt.Errorf("nothing to change")
}

// choose chooses a place among its like, a field, and a value: one by name, what the field is in another place, or any
// number.
func choose(data []byte, like []Place, r *rand.Rand) Mutation {
	p := like[r.IntN(len(like))]
	fields := fieldsOf[p.Kind]
	f := fields[r.IntN(len(fields))]
	m := Mutation{Kind: p.Kind, Label: p.Label, Field: f.name}
	switch r.IntN(8) {
	case 0:
		m.Value = fmt.Sprintf("%#x", r.Uint64()>>(64-8*f.size)>>r.IntN(8*f.size))
	case 1:
		if at := like[r.IntN(len(like))].offset + f.offset; at+f.size <= len(data) {
			m.Value = fmt.Sprintf("%#x", get(data[at:], f.size))
			break
		}
		fallthrough
	default:
		m.Value = valueNames[r.IntN(len(valueNames))]
	}
	return m
}

func get(b []byte, size int) uint64 {
	var wide [8]byte
	copy(wide[:], b[:size])
	return binary.LittleEndian.Uint64(wide[:])
}

func put(b []byte, size int, value uint64) {
	var wide [8]byte
	binary.LittleEndian.PutUint64(wide[:], value)
	copy(b[:size], wide[:])
}
