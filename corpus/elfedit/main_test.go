package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample is an object of the corpus with a map, a program and BTF.
const sample = "../cases/maps/ringbuf.o"

func load(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile(sample)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Each edit changes bytes, and no more than it says.
func TestEdits(t *testing.T) {
	for _, tt := range []struct {
		edit    string
		changed int // most bytes that differ
	}{
		{"header e_machine=62", 2},
		{"header e_type=+1", 2},
		{"section .BTF sh_type=2", 4},
		{"symbol _license st_size=8", 8},
		{"relocation .relsocket 0 r_offset=+4", 8},
		{"rename _license ring", 4},
		{"replace license GPL BSD", 3},
		{"write .BTF 0 0000", 2},
	} {
		t.Run(tt.edit, func(t *testing.T) {
			old := load(t)
			got, err := apply(bytes.Clone(old), strings.Fields(tt.edit))
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(old) {
				t.Fatalf("%d bytes, want %d", len(got), len(old))
			}
			changed := 0
			for i := range got {
				if got[i] != old[i] {
					changed++
				}
			}
			if changed == 0 || changed > tt.changed {
				t.Errorf("%d bytes changed, want 1 to %d", changed, tt.changed)
			}
		})
	}
}

func TestTruncate(t *testing.T) {
	got, err := apply(load(t), []string{"truncate", "100"})
	if err != nil || len(got) != 100 {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

func TestEditsRefused(t *testing.T) {
	for _, tt := range []struct{ edit, want string }{
		{"", "no edit"},
		{"frobnicate", "no such edit"},
		{"header", "no such edit"},
		{"header e_shape=1", `no field "e_shape"`},
		{"header e_type=x", "value"},
		{"section .none sh_type=1", `no section ".none"`},
		{"symbol none st_size=1", `no symbol "none"`},
		{"rename _license LICENSE", `no symbol "LICENSE"`},
		{"relocation .relsocket 1000 r_offset=0", "no relocation 1000"},
		{"replace license BSD GPL", `"BSD" is there 0 times`},
		{"replace license GPL Apache", `"Apache" has 6 bytes`},
		{"write .BTF 0 0g", "bytes"},
		{"write .BTF 1000000 00", "behind the section"},
		{"truncate 100000000", "the file has"},
	} {
		t.Run(tt.edit, func(t *testing.T) {
			if _, err := apply(load(t), strings.Fields(tt.edit)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
	if _, err := apply([]byte("\x7fELF"), []string{"header", "e_type=1"}); err == nil {
		t.Error("edited what is no object")
	}
}

// Edits are made in their order, in place.
func TestEditFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.o")
	if err := os.WriteFile(path, load(t), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := edit(path, []string{"replace license GPL BSD", "replace license BSD MIT"}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Contains(got, []byte("MIT\x00")) {
		t.Errorf("not edited: %v", err)
	}
	if err := edit(path, []string{"replace license GPL BSD"}); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v does not name the file", err)
	}
}
