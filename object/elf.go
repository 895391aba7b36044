package object

import (
	"debug/elf"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	// maxFile bounds the size of an object in bytes; objects of BPF rarely reach a megabyte.
	maxFile = 128 << 20
	// maxName bounds the length of a name in a string table in bytes, so that many names in one long string stay cheap.
	maxName = 4096

	elfHeaderLen     = 64
	sectionHeaderLen = 64
	symbolLen        = 24
)

// file is an ELF file, held in memory as a whole: every part of it is a slice that was checked against its end. This is
// why we do not use the reader in debug/elf, which allocates what a corrupt header tells it to.
type file struct {
	data     []byte
	order    binary.ByteOrder
	machine  elf.Machine
	sections []section
}

// section is a section header with the section's contents.
type section struct {
	elf.SectionHeader
	data []byte // nil for SHT_NOBITS
}

// symbol is an entry of the symbol table.
type symbol struct {
	name        string
	info, other byte
	section     elf.SectionIndex
	value, size uint64
}

func readFile(r io.ReaderAt) (*file, error) {
	data, err := io.ReadAll(io.NewSectionReader(r, 0, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("larger than %d bytes", maxFile)
	}
	f := &file{data: data}
	if err := f.readIdent(); err != nil {
		return nil, err
	}
	f.machine = elf.Machine(f.order.Uint16(data[18:]))
	return f, f.readSections()
}

func (f *file) readIdent() error {
	switch {
	case !strings.HasPrefix(elf.ELFMAG, string(f.data[:min(len(f.data), 4)])) || len(f.data) == 0:
		return ErrNotELF
	case len(f.data) < elf.EI_NIDENT:
		return truncated("header", 0, elf.EI_NIDENT)
	case elf.Class(f.data[elf.EI_CLASS]) != elf.ELFCLASS64:
		return fmt.Errorf("%w: %v", ErrClass, elf.Class(f.data[elf.EI_CLASS]))
	case len(f.data) < elfHeaderLen:
		return truncated("header", 0, elfHeaderLen)
	}
	switch enc := elf.Data(f.data[elf.EI_DATA]); enc {
	case elf.ELFDATA2LSB:
		f.order = binary.LittleEndian
	case elf.ELFDATA2MSB:
		f.order = binary.BigEndian
	default:
		return fmt.Errorf("byte order: %v", enc)
	}
	return nil
}

func truncated(what string, off, size uint64) error {
	return fmt.Errorf("%w: %s at offset %d of %d bytes", ErrTruncated, what, off, size)
}

// slice returns size bytes at off, or ErrTruncated.
func (f *file) slice(what string, off, size uint64) ([]byte, error) {
	if off > uint64(len(f.data)) || size > uint64(len(f.data))-off {
		return nil, truncated(what, off, size)
	}
	return f.data[off : off+size : off+size], nil
}

func (f *file) readSections() error {
	off := f.order.Uint64(f.data[40:])
	entSize, count, names := f.order.Uint16(f.data[58:]), f.order.Uint16(f.data[60:]), f.order.Uint16(f.data[62:])
	if off == 0 {
		return errors.New("no section headers")
	}
	if entSize != sectionHeaderLen {
		return fmt.Errorf("section headers of %d bytes", entSize)
	}
	n, link := uint64(count), uint32(names)
	if n == 0 || names == uint16(elf.SHN_XINDEX) { // numbers too large for the header stand in the first section's
		first, err := f.slice("section headers", off, sectionHeaderLen)
		if err != nil {
			return err
		}
		if n == 0 {
			n = min(f.order.Uint64(first[32:]), maxFile)
		}
		if names == uint16(elf.SHN_XINDEX) {
			link = f.order.Uint32(first[40:])
		}
	}
	table, err := f.slice("section headers", off, n*sectionHeaderLen)
	if err != nil {
		return err
	}
	f.sections = make([]section, n)
	nameOffs := make([]uint32, n)
	for i := range f.sections {
		nameOffs[i], f.sections[i].SectionHeader = f.sectionHeader(table[i*sectionHeaderLen:])
		if err := f.readSection(&f.sections[i], i); err != nil {
			return err
		}
	}
	return f.nameSections(nameOffs, link)
}

func (f *file) sectionHeader(b []byte) (name uint32, h elf.SectionHeader) {
	return f.order.Uint32(b), elf.SectionHeader{
		Type:      elf.SectionType(f.order.Uint32(b[4:])),
		Flags:     elf.SectionFlag(f.order.Uint64(b[8:])),
		Addr:      f.order.Uint64(b[16:]),
		Offset:    f.order.Uint64(b[24:]),
		Size:      f.order.Uint64(b[32:]),
		Link:      f.order.Uint32(b[40:]),
		Info:      f.order.Uint32(b[44:]),
		Addralign: f.order.Uint64(b[48:]),
		Entsize:   f.order.Uint64(b[56:]),
	}
}

func (f *file) readSection(s *section, i int) (err error) {
	if s.Type == elf.SHT_NOBITS || s.Type == elf.SHT_NULL {
		return nil
	}
	s.data, err = f.slice(fmt.Sprintf("section %d", i), s.Offset, s.Size)
	return err
}

func (f *file) nameSections(offs []uint32, link uint32) error {
	if uint64(link) >= uint64(len(f.sections)) {
		return fmt.Errorf("section names: section %d of %d", link, len(f.sections))
	}
	table := string(f.sections[link].data)
	for i := range f.sections {
		name, ok := stringAt(table, offs[i])
		if !ok && i > 0 {
			return fmt.Errorf("section %d: name at offset %d of %d", i, offs[i], len(table))
		}
		f.sections[i].Name = name
	}
	return nil
}

// stringAt returns the string at off of a string table; false if it is not there, not terminated or too long.
func stringAt(table string, off uint32) (string, bool) {
	if uint64(off) >= uint64(len(table)) {
		return "", false
	}
	rest := table[off:]
	rest = rest[:min(len(rest), maxName)]
	n := strings.IndexByte(rest, 0)
	if n < 0 {
		return "", false
	}
	return rest[:n], true
}

// section returns the first section of this name, nil if there is none.
func (f *file) section(name string) *section {
	for i := range f.sections {
		if f.sections[i].Name == name && i > 0 {
			return &f.sections[i]
		}
	}
	return nil
}

// symbols returns the symbol table, its empty first entry included; nothing if there is no table. Section symbols have
// the section's name.
func (f *file) symbols() ([]symbol, error) {
	for i := range f.sections {
		if f.sections[i].Type == elf.SHT_SYMTAB {
			return f.symbolTable(&f.sections[i])
		}
	}
	return nil, nil
}

func (f *file) symbolTable(table *section) ([]symbol, error) {
	if uint64(table.Link) >= uint64(len(f.sections)) {
		return nil, fmt.Errorf("names in section %d of %d", table.Link, len(f.sections))
	}
	names := string(f.sections[table.Link].data)
	syms := make([]symbol, len(table.data)/symbolLen)
	for i := range syms {
		b := table.data[i*symbolLen:]
		s := symbol{info: b[4], other: b[5], section: elf.SectionIndex(f.order.Uint16(b[6:])),
			value: f.order.Uint64(b[8:]), size: f.order.Uint64(b[16:])}
		var ok bool
		if s.name, ok = stringAt(names, f.order.Uint32(b)); !ok && i > 0 {
			return nil, fmt.Errorf("symbol %d: name at offset %d of %d", i, f.order.Uint32(b), len(names))
		}
		if elf.ST_TYPE(s.info) == elf.STT_SECTION && s.name == "" && int(s.section) < len(f.sections) {
			s.name = f.sections[s.section].Name
		}
		syms[i] = s
	}
	return syms, nil
}
