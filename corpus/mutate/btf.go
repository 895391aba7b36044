package main

import (
	"strconv"

	"difftest/btf"
)

// Kinds of places in BTF and BTF.ext.
const (
	kindBTF      = "btf"
	kindType     = "type"
	kindInt      = "int"
	kindArray    = "array"
	kindMember   = "member"
	kindEnum     = "enum"
	kindParam    = "param"
	kindVariable = "variable"
	kindNumber   = "number"
	kindExt      = "ext"
	kindRecords  = "records"
	kindFuncInfo = "func_info"
	kindLineInfo = "line_info"
	kindCoreRelo = "core_relo"
)

// Sizes of BTF's structures, in bytes.
const (
	btfHeaderSize = 24
	extHeaderSize = 32
	typeSize      = 12
	minRecord     = 8 // of BTF.ext
)

// tails says what follows a type: of which kind it is, its size in bytes, and whether there is one for each of vlen.
var tails = map[btf.Kind]struct {
	kind string
	size int
	each bool
}{
	btf.Int:       {kindInt, 4, false},
	btf.Array:     {kindArray, 12, false},
	btf.Struct:    {kindMember, 12, true},
	btf.Union:     {kindMember, 12, true},
	btf.Enum:      {kindEnum, 8, true},
	btf.Enum64:    {kindMember, 12, true},
	btf.FuncProto: {kindParam, 8, true},
	btf.Var:       {kindNumber, 4, false},
	btf.Datasec:   {kindVariable, 12, true},
	btf.DeclTag:   {kindNumber, 4, false},
}

func (f *finder) section(name string) (section, []byte) {
	for _, s := range f.sections {
		if s.name == name {
			return s, f.content(s)
		}
	}
	return section{}, nil
}

// findBTF notes the header, the types and what belongs to them. A type's label is its number; what belongs to it has a
// number of its own behind that.
func (f *finder) findBTF() {
	s, data := f.section(".BTF")
	if len(data) < btfHeaderSize {
		return
	}
	f.add(kindBTF, "header", int(s.offset), 0)
	start := get(data[4:], 4) + get(data[8:], 4)
	end := start + get(data[12:], 4)
	if end > uint64(len(data)) {
		return
	}
	for id, at := 1, start; at+typeSize <= end; id++ {
		info := get(data[at+4:], 4)
		label := strconv.Itoa(id)
		f.add(kindType, label, int(s.offset+at), uint64(id))
		at += typeSize
		tail, ok := tails[btf.Kind(info>>24&0x1f)]
		count := info & 0xffff
		if !tail.each {
			count = 1
		}
		if !ok {
			count = 0
		}
		for i := range count {
			f.add(tail.kind, label+":"+strconv.Itoa(int(i)), int(s.offset+at), uint64(id))
			at += uint64(tail.size)
		}
	}
}

// findExt notes the header, the parts and the records of BTF.ext. A part's label is its section's, a record's has its
// number behind that.
func (f *finder) findExt() {
	s, data := f.section(".BTF.ext")
	if len(data) < extHeaderSize {
		return
	}
	f.add(kindExt, "header", int(s.offset), 0)
	for i, kind := range []string{kindFuncInfo, kindLineInfo, kindCoreRelo} {
		start := get(data[4:], 4) + get(data[8+8*i:], 4)
		end := start + get(data[12+8*i:], 4)
		if start+4 <= end && end <= uint64(len(data)) {
			f.findRecords(kind, int(s.offset), data[:end], start)
		}
	}
}

// findRecords notes the records of one kind: their size, which stands in front, and the part of each section.
func (f *finder) findRecords(kind string, offset int, data []byte, at uint64) {
	_, types := f.section(".BTF")
	size := get(data[at:], 4)
	f.add(kindNumber, kind, offset+int(at), 0)
	if size < minRecord {
		return
	}
	for at += 4; at+8 <= uint64(len(data)); {
		about, count := btfText(types, get(data[at:], 4)), get(data[at+4:], 4)
		f.add(kindRecords, kind+":"+about, offset+int(at), 0)
		at += 8
		for i := uint64(0); i < count && at+size <= uint64(len(data)); i++ {
			f.add(kind, about+":"+strconv.Itoa(int(i)), offset+int(at), i)
			at += size
		}
	}
}

// btfText is a text of BTF's strings.
func btfText(data []byte, offset uint64) string {
	start := get(data[4:], 4) + get(data[16:], 4)
	if start > uint64(len(data)) {
		return ""
	}
	return text(data[start:], offset)
}
