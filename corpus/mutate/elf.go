package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Sizes of the structures of a 64-bit ELF file, in bytes.
const (
	headerSize     = 64
	sectionSize    = 64
	symbolSize     = 24
	relocationSize = 16
	insnSize       = 8
)

// Types and flags of sections that are looked into.
const (
	typeProgram     = 1 // SHT_PROGBITS
	typeSymbols     = 2 // SHT_SYMTAB
	typeNone        = 8 // SHT_NOBITS
	typeRelocations = 9 // SHT_REL
	flagCode        = 4 // SHF_EXECINSTR
)

// Kinds of places in ELF.
const (
	kindHeader     = "header"
	kindSection    = "section"
	kindSymbol     = "symbol"
	kindRelocation = "relocation"
	kindInsn       = "insn"
)

// fieldsOf are the fields of each kind of place.
var fieldsOf = map[string][]field{
	kindHeader: {
		{"ei_data", 5, 1}, {"ei_version", 6, 1}, {"e_type", 16, 2}, {"e_machine", 18, 2}, {"e_version", 20, 4},
		{"e_shoff", 40, 8}, {"e_ehsize", 52, 2}, {"e_shentsize", 58, 2}, {"e_shnum", 60, 2}, {"e_shstrndx", 62, 2},
	},
	kindSection: {
		{"sh_name", 0, 4}, {"sh_type", 4, 4}, {"sh_flags", 8, 8}, {"sh_addr", 16, 8}, {"sh_offset", 24, 8},
		{"sh_size", 32, 8}, {"sh_link", 40, 4}, {"sh_info", 44, 4}, {"sh_addralign", 48, 8}, {"sh_entsize", 56, 8},
	},
	kindSymbol: {
		{"st_name", 0, 4}, {"st_info", 4, 1}, {"st_other", 5, 1}, {"st_shndx", 6, 2}, {"st_value", 8, 8},
		{"st_size", 16, 8},
	},
	kindRelocation: {{"r_offset", 0, 8}, {"r_type", 8, 4}, {"r_symbol", 12, 4}},
	kindInsn:       {{"code", 0, 1}, {"registers", 1, 1}, {"off", 2, 2}, {"imm", 4, 4}},

	kindBTF: {
		{"magic", 0, 2}, {"version", 2, 1}, {"flags", 3, 1}, {"hdr_len", 4, 4}, {"type_off", 8, 4}, {"type_len", 12, 4},
		{"str_off", 16, 4}, {"str_len", 20, 4},
	},
	kindType:     {{"name_off", 0, 4}, {"vlen", 4, 2}, {"kind", 7, 1}, {"size_or_type", 8, 4}},
	kindInt:      {{"bits", 0, 1}, {"bit_offset", 2, 1}, {"encoding", 3, 1}},
	kindArray:    {{"type", 0, 4}, {"index_type", 4, 4}, {"nelems", 8, 4}},
	kindMember:   {{"name_off", 0, 4}, {"type", 4, 4}, {"offset", 8, 4}},
	kindEnum:     {{"name_off", 0, 4}, {"value", 4, 4}},
	kindParam:    {{"name_off", 0, 4}, {"type", 4, 4}},
	kindVariable: {{"type", 0, 4}, {"offset", 4, 4}, {"size", 8, 4}},
	kindNumber:   {{"number", 0, 4}},

	kindExt: {
		{"magic", 0, 2}, {"version", 2, 1}, {"flags", 3, 1}, {"hdr_len", 4, 4}, {"func_info_off", 8, 4},
		{"func_info_len", 12, 4}, {"line_info_off", 16, 4}, {"line_info_len", 20, 4}, {"core_relo_off", 24, 4},
		{"core_relo_len", 28, 4},
	},
	kindRecords:  {{"sec_name_off", 0, 4}, {"num_info", 4, 4}},
	kindFuncInfo: {{"insn_off", 0, 4}, {"type_id", 4, 4}},
	kindLineInfo: {{"insn_off", 0, 4}, {"file_name_off", 4, 4}, {"line_off", 8, 4}, {"line_col", 12, 4}},
	kindCoreRelo: {{"insn_off", 0, 4}, {"type_id", 4, 4}, {"access_str_off", 8, 4}, {"kind", 12, 4}},
}

func fieldNames(kind string) []string {
	var names []string
	for _, f := range fieldsOf[kind] {
		names = append(names, f.name)
	}
	return names
}

// A section is a section of an object.
type section struct {
	header             int // offset of its header in the file
	name               string
	kind, flags        uint64
	offset, size, link uint64
}

// finder collects the places of an object.
type finder struct {
	data     []byte
	sections []section
	places   []Place
}

// findPlaces returns the places of a sound object, in the order of the file's structures.
func findPlaces(data []byte) ([]Place, error) {
	f := &finder{data: data}
	if err := f.readSections(); err != nil {
		return nil, err
	}
	f.add(kindHeader, "file", 0, 0)
	for i, s := range f.sections {
		if s.name != "" && !strings.Contains(s.name, ".debug_") {
			f.add(kindSection, s.name, s.header, uint64(i))
		}
	}
	for _, s := range f.sections {
		switch {
		case s.kind == typeSymbols:
			f.findSymbols(s)
		case s.kind == typeRelocations && !strings.Contains(s.name, ".debug_"):
			f.findRows(kindRelocation, s, relocationSize)
		case s.kind == typeProgram && s.flags&flagCode != 0:
			f.findRows(kindInsn, s, insnSize)
		}
	}
	f.findBTF()
	f.findExt()
	return f.places, nil
}

// add notes a place. One whose label is taken already is left out: it could not be named.
func (f *finder) add(kind, label string, offset int, index uint64) {
	for _, p := range f.places {
		if p.Kind == kind && p.Label == label {
			return
		}
	}
	f.places = append(f.places, Place{Kind: kind, Label: label, offset: offset, index: index})
}

func (f *finder) readSections() error {
	if len(f.data) < headerSize || !bytes.HasPrefix(f.data, []byte("\x7fELF\x02\x01")) {
		return fmt.Errorf("no little-endian 64-bit ELF file")
	}
	start, count, names := get(f.data[40:], 8), get(f.data[60:], 2), get(f.data[62:], 2)
	if start > uint64(len(f.data)) || count*sectionSize > uint64(len(f.data))-start || names >= count {
		return fmt.Errorf("section headers are not in the file")
	}
	for i := range count {
		header := int(start + i*sectionSize)
		h := f.data[header:]
		f.sections = append(f.sections, section{
			header: header, kind: get(h[4:], 4), flags: get(h[8:], 8), offset: get(h[24:], 8), size: get(h[32:], 8),
			link: get(h[40:], 4),
		})
	}
	for i := range f.sections {
		name := get(f.data[f.sections[i].header:], 4)
		f.sections[i].name = text(f.content(f.sections[names]), name)
	}
	return nil
}

// content returns a section's bytes, none if they are not in the file.
func (f *finder) content(s section) []byte {
	if s.kind == typeNone || s.offset > uint64(len(f.data)) || s.size > uint64(len(f.data))-s.offset {
		return nil
	}
	return f.data[s.offset:][:s.size]
}

// text is the text at an offset of a string table.
func text(table []byte, offset uint64) string {
	if offset >= uint64(len(table)) {
		return ""
	}
	if end := bytes.IndexByte(table[offset:], 0); end >= 0 {
		return string(table[offset:][:end])
	}
	return ""
}

// findSymbols notes symbols that have a name; the symbol of a section has its name.
func (f *finder) findSymbols(s section) {
	table := f.content(s)
	if s.link >= uint64(len(f.sections)) {
		return
	}
	names := f.content(f.sections[s.link])
	for i := 1; (i+1)*symbolSize <= len(table); i++ {
		symbol := table[i*symbolSize:]
		name := text(names, get(symbol, 4))
		if in := get(symbol[6:], 2); name == "" && in < uint64(len(f.sections)) {
			name = f.sections[in].name
		}
		if name != "" && !strings.Contains(name, ".debug_") {
			f.add(kindSymbol, name, int(s.offset)+i*symbolSize, uint64(i))
		}
	}
}

// findRows notes the rows of a section by its name and their numbers.
func (f *finder) findRows(kind string, s section, size int) {
	for i := range len(f.content(s)) / size {
		f.add(kind, s.name+":"+strconv.Itoa(i), int(s.offset)+i*size, uint64(i))
	}
}
