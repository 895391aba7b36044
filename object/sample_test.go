package object

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"reflect"
	"slices"
	"testing"

	"difftest/btf"
)

// testdata/sample.c says how these were compiled.
var samples = []string{"testdata/sample.o", "testdata/sample-be.o"}

func readSample(t testing.TB, name string) []byte {
	t.Helper()
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestSample(t *testing.T) {
	for _, name := range samples {
		t.Run(name, func(t *testing.T) {
			facts := mustRead(t, readSample(t, name))
			checkSampleFuncs(t, facts.Funcs)
			facts.Funcs, facts.Sections = nil, nil
			want := &Facts{
				BigEndian: name == samples[1],
				Machine:   247,
				MapVars:   []string{"hidden_map", "flows"},
				Data: []Data{
					{".rodata", 4, []Var{{"limit", 0, 4, true, false}}}, {".data", 24, []Var{{"counters", 0, 24, false, false}}},
					{".data.custom", 4, []Var{{"custom", 0, 4, true, false}}}, {".bss", 20, []Var{{"zeros", 0, 20, false, false}}},
				},
				CORE: []CORERelo{
					{"probe", 0, 0, "struct foreign", "0:0"},
					{"probe", 1, 0, "struct foreign", "0:1:0:2"},
					{"probe", 3, 2, "struct foreign", "0:0"},
					{"probe_again", 0, 0, "struct foreign", "0:1:0:1"},
				},
				License: "Dual BSD/GPL",
				Tags: []Tag{
					{"key", "key of a flow", ""}, {"value.member", "tagged member", ""},
					{"count_packets", "comment:test_success", "./sample.c:96"}, {"helper:arg0", "arg:nonnull", ""},
				},
				HasBTF: true,
			}
			if !reflect.DeepEqual(facts, want) {
				t.Errorf("\n got %+v\nwant %+v", facts, want)
			}
		})
	}
}

func checkSampleFuncs(t *testing.T, funcs []Func) {
	t.Helper()
	want := []Func{
		{Name: "shared_helper", Section: ".text", Global: true, Hidden: true,
			Relocs: []Reloc{{3, 1, "counters"}, {11, 1, "zeros"}, {16, 1, "CONFIG_HZ"}}},
		{Name: "helper", Section: ".text", Offset: 168, Relocs: []Reloc{{1, 1, "limit"}}},
		{Name: "count_packets", Section: "xdp", Global: true, Relocs: []Reloc{
			{10, 1, "flows"}, {18, 10, "shared_helper"}, {22, 1, ".maps"}, {29, 10, ".text"}, {31, 1, "custom"}}},
		{Name: "probe", Section: "kprobe/foo", Global: true},
		{Name: "probe_again", Section: "kprobe/foo", Offset: 48, Global: true, Relocs: []Reloc{{2, 10, "shared_helper"}}},
	}
	const exit = 0x95
	for i := range funcs {
		if n := len(funcs[i].Insns); n == 0 || n%8 != 0 || funcs[i].Insns[n-8] != exit {
			t.Errorf("%s: %d bytes", funcs[i].Name, n)
		}
		funcs[i].Insns = nil
	}
	if !reflect.DeepEqual(funcs, want) {
		t.Errorf("functions:\n got %+v\nwant %+v", funcs, want)
	}
}

func TestSampleBTF(t *testing.T) {
	const value = `struct value { struct key key; struct packed packed; atomic_t refs; ` +
		`unsigned int lo:3; unsigned int hi:7 /* @53 */; struct value *next; const char *const name; ` +
		`int (*op)(struct value *, ...); btf_type_tag("user") void *uptr; ` +
		`union { double d; enum color color; __u16 half[2]; }; enum wide wide; __s32 member; _Bool flag; } /* 112 */; ` +
		`struct key { __u8 proto; __u32 addr; __u64 words[4]; } /* 40 */; ` +
		`struct packed { __u8 a; __u32 b /* @1 */; } /* 5 */; typedef struct { int counter; } atomic_t; ` +
		`enum color { RED = 0, GREEN = 7, BLUE = -1 } /* 4 signed */; ` +
		`enum wide { NARROW = 1, WIDE = 78187493520 } /* 8 */`
	for _, name := range samples {
		blob, ext, err := ReadBTF(bytes.NewReader(readSample(t, name)))
		if err != nil {
			t.Fatal(err)
		}
		spec, err := btf.Parse(blob)
		if err != nil {
			t.Fatal(err)
		}
		ids := spec.Find(btf.Struct, "value")
		if len(ids) != 1 || name == samples[0] && spec.Decl(ids[0]) != value {
			t.Errorf("%s: %v: %s", name, ids, spec.Decl(ids[0]))
		}
		lines, err := btf.ParseExt(ext, spec)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(lines.Lines, func(s btf.Section[btf.LineInfo]) bool { return s.Name == "xdp" })
		first := lines.Lines[i].Records[0]
		if first.File != "./sample.c" || first.InsnOff != 0 || first.Line == 0 {
			t.Errorf("%s: %+v", name, first)
		}
	}
}

func TestReadBTFWithout(t *testing.T) {
	blob, ext, err := ReadBTF(bytes.NewReader(newBuilder(binary.LittleEndian).file()))
	if blob != nil || ext != nil || err != nil {
		t.Errorf("got %v, %v, %v", blob, ext, err)
	}
	if _, _, err := ReadBTF(bytes.NewReader(nil)); !errors.Is(err, ErrNotELF) {
		t.Errorf("got %v", err)
	}
}

// A file cut anywhere is no object, or it lacks nothing that we read.
func TestTruncatedSample(t *testing.T) {
	file := readSample(t, samples[0])
	for n := range file {
		if _, err := Read(bytes.NewReader(file[:n])); err == nil {
			t.Errorf("no error for %d of %d bytes", n, len(file))
		}
	}
}

// hostile calls f with file cut at each byte and with each byte replaced by troublesome values.
func hostile(file []byte, f func(variant []byte)) {
	for at := range file {
		f(bytes.Clone(file[:at]))
		for _, v := range []byte{0, 1, 0x7f, 0xff, file[at] + 1, file[at] - 1} {
			variant := bytes.Clone(file)
			variant[at] = v
			f(variant)
		}
	}
	for at := 0; at+8 <= len(file); at += 4 {
		variant := bytes.Clone(file)
		copy(variant[at:], "\xff\xff\xff\xff\xff\xff\xff\xff")
		f(variant)
	}
}

func TestHostile(t *testing.T) {
	for _, order := range orders {
		b := newBuilder(order)
		example(b)
		hostile(b.file(), func(file []byte) {
			Read(bytes.NewReader(file))
			ReadBTF(bytes.NewReader(file))
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range samples {
		f.Add(readSample(f, name))
	}
	for _, order := range orders {
		b := newBuilder(order)
		example(b)
		f.Add(b.file())
	}
	f.Fuzz(func(_ *testing.T, file []byte) {
		Read(bytes.NewReader(file))
		ReadBTF(bytes.NewReader(file))
	})
}
