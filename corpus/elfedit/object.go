package main

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
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
)

const typeSymbols = 2 // SHT_SYMTAB

// A field is where a number stands in a structure.
type field struct{ offset, size int }

var headerFields = map[string]field{
	"ei_class": {4, 1}, "ei_data": {5, 1}, "e_type": {16, 2}, "e_machine": {18, 2}, "e_shoff": {40, 8},
	"e_shentsize": {58, 2}, "e_shnum": {60, 2}, "e_shstrndx": {62, 2},
}

var sectionFields = map[string]field{
	"sh_name": {0, 4}, "sh_type": {4, 4}, "sh_flags": {8, 8}, "sh_offset": {24, 8}, "sh_size": {32, 8},
	"sh_link": {40, 4}, "sh_info": {44, 4}, "sh_entsize": {56, 8},
}

var symbolFields = map[string]field{
	"st_name": {0, 4}, "st_info": {4, 1}, "st_other": {5, 1}, "st_shndx": {6, 2}, "st_value": {8, 8}, "st_size": {16, 8},
}

var relocationFields = map[string]field{"r_offset": {0, 8}, "r_info": {8, 8}}

// get reads the field of a structure.
func (f field) get(structure []byte) uint64 {
	var wide [8]byte
	copy(wide[:], structure[f.offset:f.offset+f.size])
	return binary.LittleEndian.Uint64(wide[:])
}

// put writes the field of a structure.
func (f field) put(structure []byte, value uint64) {
	var wide [8]byte
	binary.LittleEndian.PutUint64(wide[:], value)
	copy(structure[f.offset:f.offset+f.size], wide[:])
}

// set makes an assignment FIELD=VALUE in a structure.
func set(structure []byte, fields map[string]field, assignment string) error {
	name, text, _ := strings.Cut(assignment, "=")
	f, ok := fields[name]
	if !ok {
		return fmt.Errorf("no field %q", name)
	}
	value, err := strconv.ParseUint(strings.TrimPrefix(text, "+"), 0, 64)
	if err != nil {
		return fmt.Errorf("value: %w", err)
	}
	if strings.HasPrefix(text, "+") {
		value += f.get(structure)
	}
	f.put(structure, value)
	return nil
}

// An object is an ELF file in memory with the sections that it has.
type object struct {
	data     []byte
	sections []section
}

// A section is a section header and the bytes it describes. Both are parts of the object's data.
type section struct {
	name   string
	header []byte
	bytes  []byte
}

// read finds the sections of an object.
func read(data []byte) (object, error) {
	if len(data) < headerSize || !bytes.HasPrefix(data, []byte("\x7fELF\x02\x01")) {
		return object{}, fmt.Errorf("no little-endian 64-bit ELF file")
	}
	start := headerFields["e_shoff"].get(data)
	count := headerFields["e_shnum"].get(data)
	names := headerFields["e_shstrndx"].get(data)
	if start > uint64(len(data)) || count*sectionSize > uint64(len(data))-start || names >= count {
		return object{}, fmt.Errorf("section headers are not in the file")
	}
	o := object{data: data}
	for i := range count {
		header := data[start+i*sectionSize:][:sectionSize]
		s := section{header: header}
		offset, size := sectionFields["sh_offset"].get(header), sectionFields["sh_size"].get(header)
		if offset <= uint64(len(data)) && size <= uint64(len(data))-offset {
			s.bytes = data[offset : offset+size]
		}
		o.sections = append(o.sections, s)
	}
	for i := range o.sections {
		s := &o.sections[i]
		s.name = text(o.sections[names].bytes, sectionFields["sh_name"].get(s.header))
	}
	return o, nil
}

// text is the text at an offset of a string table.
func text(table []byte, offset uint64) string {
	if offset >= uint64(len(table)) {
		return ""
	}
	end := bytes.IndexByte(table[offset:], 0)
	if end < 0 {
		return ""
	}
	return string(table[offset:][:end])
}

// section returns the first section with a name.
func (o object) section(name string) (section, error) {
	for _, s := range o.sections {
		if s.name == name {
			return s, nil
		}
	}
	return section{}, fmt.Errorf("no section %q", name)
}

// symbol returns the first symbol with a name.
func (o object) symbol(name string) ([]byte, error) {
	for _, s := range o.sections {
		if sectionFields["sh_type"].get(s.header) != typeSymbols {
			continue
		}
		link := sectionFields["sh_link"].get(s.header)
		for at := 0; at+symbolSize <= len(s.bytes) && link < uint64(len(o.sections)); at += symbolSize {
			symbol := s.bytes[at : at+symbolSize]
			if text(o.sections[link].bytes, symbolFields["st_name"].get(symbol)) == name {
				return symbol, nil
			}
		}
	}
	return nil, fmt.Errorf("no symbol %q", name)
}

func (o object) setHeader(args []string) ([]byte, error) {
	return o.data, set(o.data, headerFields, args[0])
}

func (o object) setSection(args []string) ([]byte, error) {
	s, err := o.section(args[0])
	if err != nil {
		return nil, err
	}
	return o.data, set(s.header, sectionFields, args[1])
}

func (o object) setSymbol(args []string) ([]byte, error) {
	symbol, err := o.symbol(args[0])
	if err != nil {
		return nil, err
	}
	return o.data, set(symbol, symbolFields, args[1])
}

func (o object) setRelocation(args []string) ([]byte, error) {
	s, err := o.section(args[0])
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(args[1])
	if err != nil || n < 0 || (n+1)*relocationSize > len(s.bytes) {
		return nil, fmt.Errorf("no relocation %s", args[1])
	}
	return o.data, set(s.bytes[n*relocationSize:], relocationFields, args[2])
}

func (o object) rename(args []string) ([]byte, error) {
	renamed, err := o.symbol(args[0])
	if err != nil {
		return nil, err
	}
	model, err := o.symbol(args[1])
	if err != nil {
		return nil, err
	}
	symbolFields["st_name"].put(renamed, symbolFields["st_name"].get(model))
	return o.data, nil
}

func (o object) replace(args []string) ([]byte, error) {
	s, err := o.section(args[0])
	if err != nil {
		return nil, err
	}
	old, replacement := []byte(args[1]), []byte(args[2])
	places := strings0(s.bytes, old)
	if len(places) != 1 || len(old) != len(replacement) {
		return nil, fmt.Errorf("%q is there %d times; %q has %d bytes", old, len(places), replacement, len(replacement))
	}
	copy(s.bytes[places[0]:], replacement)
	return o.data, nil
}

// strings0 returns where in a section a text stands as a whole string, between zero bytes or the section's ends.
func strings0(section, text []byte) []int {
	var places []int
	for at := 0; at+len(text) <= len(section); at++ {
		end := at + len(text)
		whole := (at == 0 || section[at-1] == 0) && (end == len(section) || section[end] == 0)
		if whole && bytes.Equal(section[at:end], text) {
			places = append(places, at)
		}
	}
	return places
}

func (o object) write(args []string) ([]byte, error) {
	s, err := o.section(args[0])
	if err != nil {
		return nil, err
	}
	offset, err := strconv.ParseUint(args[1], 0, 32)
	if err != nil {
		return nil, fmt.Errorf("offset: %w", err)
	}
	replacement, err := hex.DecodeString(args[2])
	if err != nil {
		return nil, fmt.Errorf("bytes: %w", err)
	}
	if offset+uint64(len(replacement)) > uint64(len(s.bytes)) {
		return nil, fmt.Errorf("behind the section's %d bytes", len(s.bytes))
	}
	copy(s.bytes[offset:], replacement)
	return o.data, nil
}

func (o object) truncate(args []string) ([]byte, error) {
	size, err := strconv.Atoi(args[0])
	if err != nil || size < 0 || size >= len(o.data) {
		return nil, fmt.Errorf("the file has %d bytes", len(o.data))
	}
	return o.data[:size], nil
}
