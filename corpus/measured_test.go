package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const measuredRow = `
[[row]]
id = "S1"
what = "the load is not narrowed"
conventions = ["CORE-07"]
object = "cases/core/size-shrink.o"
loader = "cilium-ebpf"
key = "prog prog insn 5"
kind = "instructions"
impact = "silent"
`

func TestParseMeasured(t *testing.T) {
	rows, err := ParseMeasured(measuredRow)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 || rows[0].Key != "prog prog insn 5" || rows[0].Conventions[0] != "CORE-07" {
		t.Errorf("got %+v", rows)
	}
}

func TestParseMeasuredRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", measuredRow + "keys = 1", `unknown key "row.keys"`},
		{"no impact", strings.Replace(measuredRow, `impact = "silent"`, "", 1), "row 0 (S1): no impact"},
		{"unshowable without words", "[[row]]\nid = 'S1'\nunshowable = 'no kprobes'", "row 0 (S1): no what"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ParseMeasured(tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

// The committed corpus: each side file is sound, each object has its source, each measured row its object.
func TestCommittedCorpus(t *testing.T) {
	objects, err := filepath.Glob("cases/*/*.o")
	if err != nil {
		t.Fatal(err)
	}
	if len(objects) == 0 {
		t.Fatal("no cases")
	}
	for _, path := range objects {
		// The sources of damaged objects are rows of malformed.toml, which mutate's test reads.
		damaged := strings.HasPrefix(filepath.ToSlash(path), "cases/malformed/")
		source := path
		if plain, ok := otherBuild(path); ok {
			source = plain
		}
		if _, err := os.Stat(strings.TrimSuffix(source, ".o") + ".c"); err != nil && !damaged {
			t.Errorf("%s: no source: %v", path, err)
		}
		c, err := LoadCase(path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if c.TargetBTF != "" {
			if _, err := os.Stat(c.TargetBTF); err != nil {
				t.Errorf("%s: target BTF: %v", path, err)
			}
		}
	}
	sides, err := filepath.Glob("cases/*/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range sides {
		object := strings.TrimSuffix(path, ".toml")
		if filepath.Ext(object) == ".o" {
			object += hiddenEnding
		} else {
			object += ".o"
		}
		if _, err := os.Stat(object); err != nil {
			t.Errorf("%s: no object: %v", path, err)
		}
	}
}

func TestCommittedMeasured(t *testing.T) {
	text, err := os.ReadFile("measured.toml")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := ParseMeasured(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		t.Fatal("no rows")
	}
	for _, row := range rows {
		if row.Object == "" {
			continue
		}
		if _, err := os.Stat(row.Object); err != nil {
			t.Errorf("%s (%s): %v", row.ID, row.Loader, err)
		}
	}
}
