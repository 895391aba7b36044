package corpus

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGoldensAreThere: each object of the corpus has a golden, also those on which the reference breaks, and each
// golden an object. What they say is confirmed where libbpf can be run.
func TestGoldensAreThere(t *testing.T) {
	goldens, err := ReadGoldens(".")
	if err != nil {
		t.Fatal(err)
	}
	objects := map[string]bool{}
	for _, ending := range []string{".o", ".elf", hiddenEnding} {
		files, err := filepath.Glob("cases/*/*" + ending)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			objects[filepath.ToSlash(file)] = true
		}
	}
	if len(objects) < 900 {
		t.Errorf("%d objects only", len(objects))
	}
	for object := range objects {
		if goldens[object] == "" {
			t.Errorf("%s: no golden; make goldens writes it", object)
		}
	}
	for object := range goldens {
		if !objects[object] {
			t.Errorf("%s: a golden without an object; make goldens removes it", object)
		}
	}
}

// TestGoldensWrite: what is written is read back, in a file beside the object or in the one of a table; what does not
// belong there is gone.
func TestGoldensWrite(t *testing.T) {
	dir := t.TempDir()
	for _, folder := range append([]string{"cases/maps"}, tables...) {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, "cases/maps/gone.o.golden", "outcome: loaded\n")
	write(t, dir, "cases/maps/kinds.o", "an object")
	want := Goldens{
		"cases/maps/kinds.o":           "outcome: loaded\n",
		"cases/sec/xdp-bare.o":         "outcome: loaded\n\nprog prog:\n",
		"cases/sec/tc-bare.o":          "outcome: rejected\n",
		"cases/malformed/cut.broken":   "outcome: broken\n",
		"cases/malformed/header-cut.o": "outcome: rejected\n",
	}
	if err := want.Write(dir); err != nil {
		t.Fatal(err)
	}
	got, err := ReadGoldens(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(got, want) {
		t.Errorf("read %v, want %v", got, want)
	}
	table, err := os.ReadFile(filepath.Join(dir, "cases/sec", tableGoldens))
	if err != nil || !strings.Contains(string(table), "-- tc-bare.o --\noutcome: rejected\n-- xdp-bare.o --\n") {
		t.Errorf("the table is %q, %v", table, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "cases/maps/kinds.o")); err != nil {
		t.Error(err)
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
