package diffreport

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"difftest/normalize"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestCompare holds Compare to the examples: each has the forms of the reference and of a loader, and the differences.
func TestCompare(t *testing.T) {
	for _, path := range examples(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar := readExample(t, path)
			ref, got := parseForm(t, file(t, ar, "reference")), parseForm(t, file(t, ar, "got"))
			have := describe(Compare(ref, got))
			if *update {
				setFile(ar, "want", have)
				writeFile(t, path, txtar.Format(ar))
				return
			}
			if want := file(t, ar, "want"); have != want {
				t.Errorf("differences:\n%swant:\n%s", have, want)
			}
			for name, form := range map[string]*normalize.Form{"reference": ref, "got": got} {
				if d := Compare(form, form); len(d) > 0 {
					t.Errorf("%s differs from itself:\n%s", name, describe(d))
				}
			}
			checkWellFormed(t, Compare(ref, got))
			checkWellFormed(t, Compare(got, ref))
		})
	}
}

// describe writes differences, one a line, what follows from a cause indented below it.
func describe(differences []Difference) string {
	var b strings.Builder
	for _, d := range differences {
		security, lead := "", ""
		if d.Security {
			security = " SECURITY"
		}
		if !d.IsCause() {
			lead = "  "
		}
		line := strings.NewReplacer("\n", " | ").Replace(fmt.Sprintf("%s → %s", d.Reference, d.Got))
		fmt.Fprintf(&b, "%s%s %s%s: %s: %s\n", lead, d.Impact, d.Kind, security, d.Key, line)
	}
	return b.String()
}

// checkWellFormed checks what holds of any list of differences.
func checkWellFormed(t testing.TB, differences []Difference) {
	t.Helper()
	keys, cause, last := map[string]bool{}, "", -1
	for _, d := range differences {
		if keys[d.Key] {
			t.Errorf("two differences are called %q", d.Key)
		}
		keys[d.Key] = true
		if d.Reference == d.Got {
			t.Errorf("%s: both values are %q", d.Key, d.Got)
		}
		if d.Impact.rank() == len(Impacts) || d.Kind == "" {
			t.Errorf("%s: impact %q, kind %q", d.Key, d.Impact, d.Kind)
		}
		if !d.IsCause() {
			if d.Follows != cause {
				t.Errorf("%s follows %q but stands under %q", d.Key, d.Follows, cause)
			}
			continue
		}
		cause = d.Key
		if d.Impact.rank() < last {
			t.Errorf("%s is worse than what stands before it", d.Key)
		}
		last = d.Impact.rank()
	}
}

// examples lists the txtar files of the comparing examples.
func examples(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/compare/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	return paths
}

func readExample(t testing.TB, path string) *txtar.Archive {
	t.Helper()
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return ar
}

func file(t testing.TB, ar *txtar.Archive, name string) string {
	t.Helper()
	for _, f := range ar.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	t.Fatalf("no file %s", name)
	return ""
}

func setFile(ar *txtar.Archive, name, data string) {
	for i := range ar.Files {
		if ar.Files[i].Name == name {
			ar.Files[i].Data = []byte(data)
			return
		}
	}
	ar.Files = append(ar.Files, txtar.File{Name: name, Data: []byte(data)})
}

func writeFile(t testing.TB, path string, data []byte) {
	t.Helper()
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
