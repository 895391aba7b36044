package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The folder of the damaged objects that are committed, and the table that they are made from.
const (
	corpusDir = ".."
	tableName = "malformed.toml"
)

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// soundObjects are the objects that the damaged ones are made of. Between them they have places of every kind.
func soundObjects(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(corpusDir, "cases/malformed/sound-*.o"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no sound objects: %v", err)
	}
	return paths
}

func TestEveryKindOfPlace(t *testing.T) {
	found := map[string]bool{}
	for _, path := range soundObjects(t) {
		places, err := findPlaces(readFile(t, path))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, p := range places {
			found[p.Kind] = true
		}
	}
	for kind := range fieldsOf {
		if !found[kind] {
			t.Errorf("no place of kind %s", kind)
		}
	}
}

// What a seed gives is what its text gives, differs from the sound object in one field, and is the same each time.
func TestRandom(t *testing.T) {
	for _, path := range soundObjects(t) {
		sound := readFile(t, path)
		before := bytes.Clone(sound)
		for seed := range uint64(300) {
			m, damaged, err := Random(sound, rand.New(rand.NewPCG(seed, 0)))
			if err != nil {
				t.Fatalf("%s, seed %d: %v", path, seed, err)
			}
			again, damagedAgain, err := Random(sound, rand.New(rand.NewPCG(seed, 0)))
			if err != nil || again != m || !bytes.Equal(damaged, damagedAgain) {
				t.Fatalf("%s, seed %d: %s, then %s, %v", path, seed, m, again, err)
			}
			parsed, err := Parse(m.String())
			if err != nil {
				t.Fatal(err)
			}
			replayed, err := Apply(sound, parsed)
			if err != nil || !bytes.Equal(replayed, damaged) {
				t.Errorf("%s, seed %d: %s: not what its text makes: %v", path, seed, m, err)
			}
			if n := differing(sound, damaged); n == 0 || n > 8 {
				t.Errorf("%s, seed %d: %s: %d bytes differ", path, seed, m, n)
			}
		}
		if !bytes.Equal(sound, before) {
			t.Errorf("%s: the sound object was changed", path)
		}
	}
}

// differing counts the bytes that differ; a file that was cut differs in one.
func differing(a, b []byte) int {
	n := 0
	if len(a) != len(b) {
		n++
	}
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

func TestApply(t *testing.T) {
	sound := readFile(t, filepath.Join(corpusDir, "cases/malformed/sound-maps.o"))
	for _, tt := range []struct {
		text string
		at   func(damaged []byte) uint64
		want uint64
	}{
		{"header file e_shoff beyond", func(d []byte) uint64 { return get(d[40:], 8) }, uint64(len(sound))},
		{"header file e_machine 0x3e", func(d []byte) uint64 { return get(d[18:], 2) }, 0x3e},
		{"header file e_shnum top", func(d []byte) uint64 { return get(d[60:], 2) }, 0x8000},
		{"header file e_shstrndx ones", func(d []byte) uint64 { return get(d[62:], 2) }, 0xffff},
		{"file end cut 100", func(d []byte) uint64 { return uint64(len(d)) }, 100},
	} {
		t.Run(tt.text, func(t *testing.T) {
			m, err := Parse(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			damaged, err := Apply(sound, m)
			if err != nil {
				t.Fatal(err)
			}
			if got := tt.at(damaged); got != tt.want {
				t.Errorf("got %#x, want %#x", got, tt.want)
			}
		})
	}
}

func TestApplyRefuses(t *testing.T) {
	sound := readFile(t, filepath.Join(corpusDir, "cases/malformed/sound-maps.o"))
	for _, tt := range []struct{ text, want string }{
		{"section .nowhere sh_size zero", "no such place"},
		{"section .maps sh_flag zero", "no such field"},
		{"section .maps sh_size much", `no value: "much"`},
		{"header file ei_data one", "nothing changes"},
		{"file end cut 1000000", "no end within the file"},
		{"file begin cut 10", "no end within the file"},
	} {
		m, err := Parse(tt.text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Apply(sound, m); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.text, err, tt.want)
		}
	}
	if _, err := Parse("section .maps sh_size"); err == nil {
		t.Error("three words are a mutation")
	}
	if _, err := findPlaces([]byte("no object")); err == nil {
		t.Error("places in what is no object")
	}
}

// Each value has a place in the list that random choices are made from.
func TestValueNames(t *testing.T) {
	for name := range values {
		if !slices.Contains(valueNames, name) {
			t.Errorf("%s is never chosen", name)
		}
	}
	if len(values) != len(valueNames) {
		t.Errorf("%d values, %d names", len(values), len(valueNames))
	}
}

func TestParseTableRefuses(t *testing.T) {
	const row = "[[row]]\nobject = 'a.o'\nfrom = 'b.o'\nmutations = ['header file e_shnum zero']\n"
	if rows, err := ParseTable(row); err != nil || len(rows) != 1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", row + "seed = 1", `unknown key "row.seed"`},
		{"no object", "[[row]]\nfrom = 'b.o'\nmutations = ['x']", "row 0 (): object, from and mutations"},
		{"no mutations", "[[row]]\nobject = 'a.o'\nfrom = 'b.o'", "row 0 (a.o)"},
		{"twice", row + row, "row 1 (a.o): twice there"},
	} {
		if _, err := ParseTable(tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

// The damaged objects that are committed are what the table makes of the sound ones, and there are no others.
func TestCommitted(t *testing.T) {
	rows, err := ParseTable(string(readFile(t, filepath.Join(corpusDir, tableName))))
	if err != nil {
		t.Fatal(err)
	}
	made := map[string]bool{}
	for _, row := range rows {
		made[filepath.Join(corpusDir, row.Object)] = true
		damaged, err := row.Make(readFile(t, filepath.Join(corpusDir, row.From)))
		if err != nil {
			t.Errorf("%s: %v", row.Object, err)
			continue
		}
		committed, err := os.ReadFile(filepath.Join(corpusDir, row.Object))
		if err != nil || !bytes.Equal(committed, damaged) {
			t.Errorf("%s: not what %s makes of %s: run make corpus (%v)", row.Object, row.Mutations, row.From, err)
		}
	}
	objects, err := filepath.Glob(filepath.Join(corpusDir, "cases/malformed/*.o*"))
	if err != nil {
		t.Fatal(err)
	}
	objects = slices.DeleteFunc(objects, func(path string) bool { return filepath.Ext(path) == ".toml" })
	for _, path := range objects {
		_, err := os.Stat(strings.TrimSuffix(path, ".o") + ".c")
		if hasSource := err == nil; hasSource == made[path] {
			t.Errorf("%s: has a source: %v, is in the table: %v", path, hasSource, made[path])
		}
	}
}
