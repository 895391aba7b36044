package object

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"testing"
)

// builder makes ELF files by hand.
type builder struct {
	order    binary.AppendByteOrder
	machine  elf.Machine
	sections []elf.Section64
	contents [][]byte
	names    []byte
	symbols  []byte
	strs     []byte
}

func newBuilder(order binary.AppendByteOrder) *builder {
	b := &builder{order: order, machine: elf.EM_BPF, names: []byte{0}, strs: []byte{0}}
	b.section("", elf.SHT_NULL, 0, nil)
	b.symbol("", 0, 0, 0, 0)
	return b
}

// section adds a section and returns its number.
func (b *builder) section(name string, typ elf.SectionType, flags elf.SectionFlag, data []byte) int {
	b.sections = append(b.sections, elf.Section64{Name: uint32(len(b.names)), Type: uint32(typ), Flags: uint64(flags)})
	b.contents = append(b.contents, data)
	b.names = append(append(b.names, name...), 0)
	return len(b.sections) - 1
}

func (b *builder) code(name string, insns int) int {
	return b.section(name, elf.SHT_PROGBITS, elf.SHF_ALLOC|elf.SHF_EXECINSTR, make([]byte, 8*insns))
}

// symbol adds a symbol and returns its number.
func (b *builder) symbol(name string, info byte, section int, value, size uint64) int {
	b.symbols = b.append(b.symbols, elf.Sym64{
		Name: uint32(len(b.strs)), Info: info, Shndx: uint16(section), Value: value, Size: size,
	})
	b.strs = append(append(b.strs, name...), 0)
	return len(b.symbols)/symbolLen - 1
}

// reloc adds a relocation section for target with one entry per pair of offset and symbol.
func (b *builder) reloc(target int, typ elf.SectionType, pairs ...uint64) {
	var data []byte
	for i := 0; i < len(pairs); i += 2 {
		data = b.order.AppendUint64(data, pairs[i])
		data = b.order.AppendUint64(data, pairs[i+1]<<32|1)
		if typ == elf.SHT_RELA {
			data = b.order.AppendUint64(data, 0)
		}
	}
	n := b.section(".rel", typ, 0, data)
	b.sections[n].Info = uint32(target)
}

func (b *builder) append(to []byte, v any) []byte {
	to, err := binary.Append(to, b.order.(binary.ByteOrder), v)
	if err != nil {
		panic(err)
	}
	return to
}

// file lays the file out: header, section headers, contents.
func (b *builder) file() []byte {
	symtab := b.section(".symtab", elf.SHT_SYMTAB, 0, b.symbols)
	b.sections[symtab].Link = uint32(b.section(".strtab", elf.SHT_STRTAB, 0, b.strs))
	names := b.section(".shstrtab", elf.SHT_STRTAB, 0, nil)
	b.contents[names] = b.names
	h := elf.Header64{
		Type: uint16(elf.ET_REL), Machine: uint16(b.machine), Version: 1, Shoff: elfHeaderLen, Ehsize: elfHeaderLen,
		Shentsize: sectionHeaderLen, Shnum: uint16(len(b.sections)), Shstrndx: uint16(names),
	}
	copy(h.Ident[:], elf.ELFMAG+"\x02\x01\x01")
	if b.order == binary.AppendByteOrder(binary.BigEndian) {
		h.Ident[elf.EI_DATA] = byte(elf.ELFDATA2MSB)
	}
	file := b.append(nil, h)
	off := uint64(elfHeaderLen + sectionHeaderLen*len(b.sections))
	for i, s := range b.sections {
		if s.Off = off; s.Type != uint32(elf.SHT_NOBITS) {
			s.Size = uint64(len(b.contents[i]))
			off += s.Size
		}
		file = b.append(file, s)
	}
	return append(file, bytes.Join(b.contents, nil)...)
}

func mustRead(t *testing.T, file []byte) *Facts {
	t.Helper()
	facts, err := Read(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

// info makes the info byte of a symbol.
func info(bind elf.SymBind, typ elf.SymType) byte { return elf.ST_INFO(bind, typ) }

// example makes a file with something of everything but BTF.
func example(b *builder) {
	text := b.code(".text", 4)
	xdp := b.code("xdp", 6)
	maps := b.section(".maps", elf.SHT_PROGBITS, elf.SHF_ALLOC|elf.SHF_WRITE, make([]byte, 16))
	b.section(".data.x", elf.SHT_PROGBITS, elf.SHF_ALLOC|elf.SHF_WRITE, make([]byte, 12))
	bss := b.section(".bss", elf.SHT_NOBITS, elf.SHF_ALLOC|elf.SHF_WRITE, nil)
	b.sections[bss].Size = 1 << 40
	b.section(".rodata", elf.SHT_PROGBITS, elf.SHF_ALLOC, nil)
	b.section("license", elf.SHT_PROGBITS, elf.SHF_ALLOC, []byte("GPL\x00rest"))
	textSym := b.symbol("", info(elf.STB_LOCAL, elf.STT_SECTION), text, 0, 0)
	second := b.symbol("second", info(elf.STB_WEAK, elf.STT_FUNC), xdp, 24, 24)
	b.symbol("first", info(elf.STB_GLOBAL, elf.STT_FUNC), xdp, 0, 24)
	b.symbol("label", info(elf.STB_LOCAL, elf.STT_NOTYPE), xdp, 8, 0)
	b.symbol("sub", info(elf.STB_LOCAL, elf.STT_FUNC), text, 0, 32)
	m := b.symbol("counts", info(elf.STB_GLOBAL, elf.STT_OBJECT), maps, 0, 16)
	b.symbol("absolute", info(elf.STB_GLOBAL, elf.STT_OBJECT), int(elf.SHN_ABS), 0, 16)
	b.reloc(xdp, elf.SHT_REL, 40, uint64(textSym), 24, uint64(m), 8, uint64(m))
	b.reloc(text, elf.SHT_RELA, 16, uint64(second))
}
