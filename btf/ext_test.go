package btf

import (
	"bytes"
	"encoding/binary"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// extBlob makes a .BTF.ext of three parts, each a list of words.
func extBlob(order binary.AppendByteOrder, funcs, lines, core []uint32) []byte {
	blob := append(order.AppendUint16(nil, magic), 1, 0)
	blob = order.AppendUint32(blob, extHeaderCoreLen)
	off := 0
	for _, words := range [][]uint32{funcs, lines, core} {
		blob = order.AppendUint32(blob, uint32(off))
		blob = order.AppendUint32(blob, uint32(4*len(words)))
		off += 4 * len(words)
	}
	for _, w := range slices.Concat(funcs, lines, core) {
		blob = order.AppendUint32(blob, w)
	}
	return blob
}

// extExample makes BTF and a .BTF.ext that belongs to it, with line_info records longer than known.
func extExample(order binary.AppendByteOrder) (*builder, []byte) {
	b := newBuilder(order)
	xdp, tc := b.str("xdp"), b.str("tc")
	file, text, access := b.str("a.c"), b.str("return 0;"), b.str("0:1")
	ext := extBlob(order,
		[]uint32{8, xdp, 2, 0, 5, 16, 6, tc, 1, 8, 7},
		[]uint32{20, xdp, 1, 8, file, text, 12<<10 | 3, 999},
		[]uint32{16, tc, 2, 8, 5, access, 12, 16, 6, access, 13})
	return b, ext
}

func TestParseExt(t *testing.T) {
	want := &Ext{
		Funcs: []Section[FuncInfo]{{"xdp", []FuncInfo{{0, 5}, {16, 6}}}, {"tc", []FuncInfo{{8, 7}}}},
		Lines: []Section[LineInfo]{{"xdp", []LineInfo{{8, "a.c", "return 0;", 12, 3}}}},
		Core:  []Section[CoreRelo]{{"tc", []CoreRelo{{8, 5, "0:1", 12}, {16, 6, "0:1", 13}}}},
	}
	for _, order := range orders {
		b, blob := extExample(order)
		got, err := ParseExt(blob, mustParse(t, b))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%v: got %+v, %v", order, got, err)
		}
	}
}

func TestParseExtWithoutCore(t *testing.T) {
	b, blob := extExample(binary.LittleEndian)
	blob = slices.Concat(blob[:extHeaderLen], blob[extHeaderCoreLen:])
	blob[4] = extHeaderLen
	got, err := ParseExt(blob, mustParse(t, b))
	if err != nil || got.Core != nil || len(got.Lines) != 1 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestParseExtErrors(t *testing.T) {
	tests := []struct {
		name  string
		funcs []uint32
		want  string
	}{
		{"short records", []uint32{4, 1, 1, 0}, `func_info: offset 36: section "xdp": record size 4, at least 8`},
		{"no record size", []uint32{0, 1, 1, 0, 0}, "func_info: offset 32: record size 0"},
		{"odd record size", []uint32{9, 1, 1, 0, 0}, "record size 9"},
		{"no section", []uint32{8, 1}, "func_info: offset 36: 4 bytes left"},
		{"section name", []uint32{8, 999, 1, 0, 0}, "section name at offset 999"},
		{"no records", []uint32{8, 1, 0}, "0 records"},
		{"many records", []uint32{8, 1, 1 << 31, 0, 0}, "2147483648 records of 8 bytes, 8 left"},
	}
	b, _ := extExample(binary.LittleEndian)
	spec := mustParse(t, b)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := ParseExt(extBlob(binary.LittleEndian, test.funcs, nil, nil), spec)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
	if _, err := ParseExt(nil, nil); err == nil {
		t.Error("no error without BTF")
	}
}

func TestCoreKindString(t *testing.T) {
	for kind, want := range map[CoreKind]string{0: "byte_off", 6: "local_type_id", 12: "type_matches", 13: "kind(13)"} {
		if got := kind.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// hostile calls f with blob cut at each byte and with each byte and each word replaced by troublesome values.
func hostile(blob []byte, f func(variant []byte, cut bool)) {
	for n := range blob {
		f(bytes.Clone(blob[:n]), true)
	}
	for at := range blob {
		for _, v := range []byte{0, 1, 0x7f, 0x80, 0xff, blob[at] + 1, blob[at] - 1} {
			variant := bytes.Clone(blob)
			variant[at] = v
			f(variant, false)
		}
	}
	for at := 0; at+4 <= len(blob); at += 4 {
		for _, v := range []uint32{0, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffc} {
			variant := bytes.Clone(blob)
			binary.NativeEndian.PutUint32(variant[at:], v)
			f(variant, false)
		}
	}
}

func TestHostileBTF(t *testing.T) {
	for _, order := range orders {
		b := newBuilder(order)
		allKinds(b)
		hostile(b.blob(), func(blob []byte, cut bool) {
			spec, err := Parse(blob)
			if err == nil {
				exercise(spec)
			}
			if cut && err == nil {
				t.Errorf("%v: no error for %d bytes", order, len(blob))
			}
		})
	}
}

func TestHostileExt(t *testing.T) {
	for _, order := range orders {
		b, blob := extExample(order)
		spec := mustParse(t, b)
		hostile(blob, func(blob []byte, cut bool) {
			if _, err := ParseExt(blob, spec); cut && err == nil {
				t.Errorf("%v: no error for %d bytes", order, len(blob))
			}
		})
	}
}

// Many types with one long name must not cost the product of the two.
func TestLongNames(t *testing.T) {
	b := newBuilder(binary.LittleEndian)
	name := b.str(strings.Repeat("n", maxString))
	for range 50000 {
		for _, w := range []uint32{name, uint32(Struct) << 24, 0} {
			b.types = b.order.AppendUint32(b.types, w)
		}
	}
	spec := mustParse(t, b)
	if got := spec.Find(Struct, "x"); got != nil {
		t.Errorf("found %d", len(got))
	}
}

func FuzzParse(f *testing.F) {
	for _, order := range orders {
		b := newBuilder(order)
		allKinds(b)
		f.Add(b.blob())
	}
	f.Fuzz(func(_ *testing.T, blob []byte) {
		spec, err := Parse(blob)
		if err != nil {
			return
		}
		exercise(spec)
		if split, err := ParseSplit(blob, spec); err == nil {
			exercise(split)
		}
	})
}

func FuzzParseExt(f *testing.F) {
	for _, order := range orders {
		b, ext := extExample(order)
		f.Add(b.blob(), ext)
	}
	f.Fuzz(func(_ *testing.T, blob, ext []byte) {
		if spec, err := Parse(blob); err == nil {
			ParseExt(ext, spec)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	many := newBuilder(binary.LittleEndian)
	for range 10000 {
		allKinds(many)
	}
	blob := many.blob()
	b.SetBytes(int64(len(blob)))
	b.ReportAllocs()
	for b.Loop() {
		if spec, err := Parse(blob); err != nil || spec.Find(Struct, "none") != nil {
			b.Fatal(err)
		}
	}
}
