package object

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var orders = []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian}

func TestReadExample(t *testing.T) {
	for _, order := range orders {
		b := newBuilder(order)
		example(b)
		want := &Facts{
			BigEndian: order == binary.AppendByteOrder(binary.BigEndian),
			Machine:   247,
			Funcs: []Func{
				{Name: "sub", Section: ".text", Insns: make([]byte, 32), Relocs: []Reloc{{2, 1, "second"}}},
				{Name: "first", Section: "xdp", Insns: make([]byte, 24), Global: true, Relocs: []Reloc{{1, 1, "counts"}}},
				{Name: "second", Section: "xdp", Offset: 24, Insns: make([]byte, 24), Global: true,
					Relocs: []Reloc{{0, 1, "counts"}, {2, 1, ".text"}}},
			},
			MapVars: []string{"counts"},
			Data:    []Data{{".data.x", 12, nil}, {".bss", 1 << 40, nil}},
			Sections: []string{".text", "xdp", ".maps", ".data.x", ".bss", ".rodata", "license", ".rel", ".rel",
				".symtab", ".strtab", ".shstrtab"},
			License: "GPL",
		}
		if got := mustRead(t, b.file()); !reflect.DeepEqual(got, want) {
			t.Errorf("%v:\n got %+v\nwant %+v", order, got, want)
		}
	}
}

func TestReadErrors(t *testing.T) {
	le := binary.LittleEndian
	tests := []struct {
		name string
		edit func(file []byte) []byte
		is   error
		want string
	}{
		{"empty", func([]byte) []byte { return nil }, ErrNotELF, "object: not an ELF file"},
		{"text", func([]byte) []byte { return []byte("#!/bin/sh") }, ErrNotELF, ""},
		{"start of the magic", func(f []byte) []byte { return f[:2] }, ErrTruncated, "header"},
		{"magic only", func(f []byte) []byte { return f[:4] }, ErrTruncated, "header"},
		{"half a header", func(f []byte) []byte { return f[:32] }, ErrTruncated, "header"},
		{"32-bit", func(f []byte) []byte { f[4] = 1; return f }, ErrClass, "ELFCLASS32"},
		{"byte order", func(f []byte) []byte { f[5] = 3; return f }, nil, "byte order"},
		{"x86", func(f []byte) []byte { f[18] = byte(elf.EM_X86_64); return f }, ErrMachine, "EM_X86_64"},
		{"half of the headers", func(f []byte) []byte { return f[:500] }, ErrTruncated, "section headers at offset 64"},
		{"last byte missing", func(f []byte) []byte { return f[:len(f)-1] }, ErrTruncated, "section 12 at offset"},
		{"no headers", func(f []byte) []byte { le.PutUint64(f[40:], 0); return f }, nil, "no section headers"},
		{"headers far away", func(f []byte) []byte { le.PutUint64(f[40:], 1<<63); return f }, ErrTruncated, ""},
		{"header size", func(f []byte) []byte { f[58] = 40; return f }, nil, "section headers of 40 bytes"},
		{"names", func(f []byte) []byte { f[62] = 99; return f }, nil, "section names: section 99 of 13"},
		{"name", func(f []byte) []byte { le.PutUint32(f[128:], 1<<20); return f }, nil, "section 1: name at offset"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBuilder(binary.LittleEndian)
			example(b)
			_, err := Read(bytes.NewReader(test.edit(b.file())))
			if err == nil || !strings.Contains(err.Error(), test.want) || test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestMachineNone(t *testing.T) {
	b := newBuilder(binary.LittleEndian)
	b.machine = elf.EM_NONE
	if got := mustRead(t, b.file()); got.Machine != 0 {
		t.Errorf("machine %d", got.Machine)
	}
}

// What is wrong inside of a section is a problem, not an error.
func TestReadProblems(t *testing.T) {
	tests := []struct {
		name string
		make func(b *builder)
		want string
	}{
		{"function too long", func(b *builder) {
			b.symbol("f", info(elf.STB_GLOBAL, elf.STT_FUNC), b.code("xdp", 2), 8, 16)
		}, "function f: offset 8 size 16 of section xdp with 16 bytes"},
		{"function outside", func(b *builder) {
			b.symbol("f", info(elf.STB_GLOBAL, elf.STT_FUNC), b.code("xdp", 2), 1<<63, 1<<63)
		}, "function f: offset 9223372036854775808"},
		{"crooked function", func(b *builder) {
			b.symbol("f", info(elf.STB_GLOBAL, elf.STT_FUNC), b.code("xdp", 2), 4, 8)
		}, "no multiple of 8"},
		{"symbol of a relocation", func(b *builder) {
			xdp := b.code("xdp", 2)
			b.symbol("f", info(elf.STB_GLOBAL, elf.STT_FUNC), xdp, 0, 16)
			b.reloc(xdp, elf.SHT_REL, 8, 77)
		}, "function f: relocation at 8: symbol 77 of 2"},
		{"odd relocations", func(b *builder) { b.section(".rel", elf.SHT_REL, 0, make([]byte, 17)) },
			"17 bytes in relocations of 16"},
		{"corrupt BTF", func(b *builder) { b.section(".BTF", elf.SHT_PROGBITS, 0, []byte{1, 2, 3}) }, ".BTF: btf: header"},
		{"empty BTF", func(b *builder) { b.section(".BTF", elf.SHT_PROGBITS, 0, nil) }, ".BTF: btf: header: 0 bytes"},
		{"compressed", func(b *builder) { b.section("x", elf.SHT_PROGBITS, elf.SHF_COMPRESSED, nil) },
			"section x: compressed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBuilder(binary.LittleEndian)
			b.section("license", elf.SHT_PROGBITS, 0, []byte("GPL"))
			test.make(b)
			got := mustRead(t, b.file())
			if len(got.Problems) != 1 || !strings.Contains(got.Problems[0], test.want) || got.License != "GPL" {
				t.Errorf("got %q, want %q", got.Problems, test.want)
			}
		})
	}
}

func TestProblemsAreBounded(t *testing.T) {
	b := newBuilder(binary.LittleEndian)
	xdp := b.code("xdp", 1)
	for range 5 * maxProblems {
		b.symbol("f", info(elf.STB_GLOBAL, elf.STT_FUNC), xdp, 99, 8)
	}
	got := mustRead(t, b.file())
	if len(got.Problems) != maxProblems+1 || len(got.Funcs) != 5*maxProblems {
		t.Errorf("%d problems, %d functions", len(got.Problems), len(got.Funcs))
	}
}

// Overlapping functions must not multiply relocations without end.
func TestRelocsAreBounded(t *testing.T) {
	b := newBuilder(binary.LittleEndian)
	xdp := b.code("xdp", 4096)
	for range 4096 {
		b.symbol("f", info(elf.STB_GLOBAL, elf.STT_FUNC), xdp, 0, 8*4096)
	}
	var pairs []uint64
	for i := range uint64(4096) {
		pairs = append(pairs, 8*i, 1)
	}
	b.reloc(xdp, elf.SHT_REL, pairs...)
	got := mustRead(t, b.file())
	if !slices.Contains(got.Problems, "relocations: more than 1048576") {
		t.Errorf("got %q", got.Problems)
	}
}

func TestSectionsOfOneName(t *testing.T) {
	b := newBuilder(binary.LittleEndian)
	first, second := b.code("xdp", 2), b.code("xdp", 1)
	b.symbol("late", info(elf.STB_GLOBAL, elf.STT_FUNC), first, 8, 8)
	b.symbol("early", info(elf.STB_GLOBAL, elf.STT_FUNC), second, 0, 8)
	got := mustRead(t, b.file())
	if len(got.Funcs) != 2 || got.Funcs[0].Name != "late" {
		t.Errorf("got %+v", got.Funcs)
	}
}
