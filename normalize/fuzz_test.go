package normalize_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"difftest/capture"
	"difftest/normalize"
)

// scripts returns every recording of the examples as text.
func scripts(t testing.TB) []string {
	t.Helper()
	var out []string
	for _, glob := range []string{"testdata/rules/*.txtar", "testdata/forms/*.txtar"} {
		paths, err := filepath.Glob(glob)
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: %v", glob, err)
		}
		for _, path := range paths {
			e := readExample(t, path)
			for _, f := range e.archive.Files {
				isText := f.Name == "common" || f.Name == "form" || f.Name == "raw" || strings.HasSuffix(f.Name, ".diff")
				if !isText && len(f.Data) > 0 {
					out = append(out, e.text("common")+string(f.Data))
				}
			}
		}
	}
	return out
}

// textOf is the form of a recording as text.
func textOf(t testing.TB, rec *capture.Recording, opts normalize.Options) string {
	t.Helper()
	form, err := normalize.Canonical(rec, opts)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := form.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestRepeatable checks that a recording has one form, and that finding it leaves the recording alone.
func TestRepeatable(t *testing.T) {
	for _, script := range scripts(t) {
		rec := recording(t, script)
		first := textOf(t, rec, normalize.Options{})
		for range 3 {
			if again := textOf(t, rec, normalize.Options{}); again != first {
				t.Fatalf("%s\ngives\n%s\nand\n%s", script, first, again)
			}
		}
		if again := textOf(t, recording(t, script), normalize.Options{}); again != first {
			t.Fatalf("%s\nmade anew gives\n%s\nand\n%s", script, first, again)
		}
	}
}

// FuzzCanonical changes bytes of a recording's attributes, of what they point to and of the map states: whatever they
// hold, there is a form, always the same.
func FuzzCanonical(f *testing.F) {
	all := scripts(f)
	for i := range all {
		f.Add(uint16(i), []byte{0, 0, 0, 0})
		f.Add(uint16(i), []byte{9, 4, 0, 255, 2, 8, 0, 17, 77, 0, 1, 128})
	}
	f.Fuzz(func(t *testing.T, which uint16, edits []byte) {
		rec := recording(t, all[int(which)%len(all)])
		mutate(rec, edits)
		first := textOf(t, rec, normalize.Options{})
		if again := textOf(t, rec, normalize.Options{}); again != first {
			t.Errorf("%s\nand\n%s", first, again)
		}
		textOf(t, rec, normalize.Options{Raw: true})
		normalize.Identify(rec)
		normalize.Classify(rec)
		normalize.KernelTypeIDs(rec)
	})
}

// mutate applies edits of four bytes each: which piece of memory, where in it, a mode, and a value.
func mutate(rec *capture.Recording, edits []byte) {
	pieces := memoryOf(rec)
	for ; len(edits) >= 4 && len(pieces) > 0; edits = edits[4:] {
		p := pieces[int(edits[0])%len(pieces)]
		if len(*p) == 0 {
			continue
		}
		at := int(edits[1]) % len(*p)
		switch edits[2] % 4 {
		case 0:
			(*p)[at] = edits[3]
		case 1:
			*p = (*p)[:at]
		case 2:
			*p = append(*p, bytes.Repeat(edits[3:4], int(edits[1])%32+1)...)
		case 3:
			(*p)[at] ^= 1 << (edits[3] % 8)
		}
	}
}

func memoryOf(rec *capture.Recording) []*[]byte {
	var out []*[]byte
	for i := range rec.Loads {
		l := &rec.Loads[i]
		for j := range l.Calls {
			out = append(out, &l.Calls[j].Attr)
			for k := range l.Calls[j].Memory {
				out = append(out, &l.Calls[j].Memory[k].Data)
			}
		}
		for j := range l.Maps {
			for k := range l.Maps[j].Entries {
				out = append(out, &l.Maps[j].Entries[k].Key, &l.Maps[j].Entries[k].Value)
			}
		}
	}
	return out
}
