package known

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"difftest/diffreport"
)

// entryText is an entry that nothing is wrong with.
const entryText = "loader = 'aya'\n[[known]]\nobject = 'a.o'\nkey = 'outcome'\ngot = 'loaded'\n"

func TestParse(t *testing.T) {
	l, err := Parse("known/aya.toml",
		"# text\n"+entryText+"convention = 'MAP-01'\nversions = ['0.14']\ncount = 3\nreason = ' why '\n")
	if err != nil {
		t.Fatal(err)
	}
	if l.Path != "known/aya.toml" || l.Loader != "aya" || l.Reference != "libbpf" || len(l.Entries) != 1 {
		t.Errorf("list %+v", l)
	}
	e := l.Entries[0]
	if e.Where != "known/aya.toml:3" || e.Count != 3 || e.Reason != "why" || e.Convention != "MAP-01" ||
		*e.Got != "loaded" || e.Reference != nil || len(e.Versions) != 1 || len(e.Objects) != 1 {
		t.Errorf("entry %+v", e)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"no TOML", "loader", "x.toml"},
		{"no loader", "[[known]]\n", "no loader"},
		{"unknown key", entryText + "colour = 'red'\n", "unknown key known.colour"},
		{"unknown key of the list", "loader = 'aya'\ncolour = 'red'\n", "unknown key colour"},
		{"no place", "loader = 'aya'\n[[known]]\nkey = 'outcome'\ngot = 'x'\n", "x.toml:2: neither object nor convention"},
		{"no key", "loader = 'aya'\n[[known]]\nobject = 'a.o'\ngot = 'x'\n", "no key"},
		{"no value", "loader = 'aya'\n[[known]]\nobject = 'a.o'\nkey = 'outcome'\n", "no value"},
		{"value twice", entryText + "fingerprint = '00'\n", "give it alone"},
		{"impact", entryText + "impact = 'huge'\n", `impact "huge"`},
		{"count", entryText + "count = 0\n", "count 0"},
		{"least", entryText + "count = 2\nleast = 3\n", "least 3"},
		{"upstream", entryText + "upstream = 'aya#1'\n", `upstream "aya#1"`},
		{"pattern", "loader = 'aya'\n[[known]]\nobject = '['\nkey = 'k'\ngot = 'x'\n", "x.toml:2: [: not a pattern"},
		{"object of another type", "loader = 'aya'\n[[known]]\nobject = [1]\nkey = 'k'\ngot = 'x'\n", "neither a string"},
		{"entries in one line", "loader = 'aya'\nknown = [{object = 'a', key = 'k', got = 'x'}]\n", "each header on a line"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := Parse("x.toml", tt.text)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
			if l != nil {
				t.Error("a list beside an error")
			}
		})
	}
}

func TestWildcard(t *testing.T) {
	for _, tt := range []struct {
		pattern, text string
		want          bool
	}{
		{"outcome", "outcome", true},
		{"outcome", "prog p outcome", false},
		{"map * value_type", "map .data value_type", true},
		{"map * value_type", "map value_type", false},
		{"*", "", true},
		{"a*a", "a", false},
		{"a*b*c", "a-b-b-c", true},
		{"a*b*c", "a-c-c", false},
		{"**", "x", true},
		{"map [0]", "map 0", false},
	} {
		if got := wildcard(tt.pattern, tt.text); got != tt.want {
			t.Errorf("%q on %q: %v", tt.pattern, tt.text, got)
		}
	}
}

// A fingerprint is of both values, and knows them apart.
func TestFingerprint(t *testing.T) {
	a := Fingerprint(diffreport.Difference{Reference: "1", Got: "2"})
	others := []diffreport.Difference{{Reference: "2", Got: "1"}, {Reference: "12"}, {Reference: "1", Got: "2 "}}
	for _, other := range others {
		if Fingerprint(other) == a {
			t.Errorf("%+v has the same", other)
		}
	}
	if len(a) != 2*fingerprintSize {
		t.Errorf("%q", a)
	}
}

// FuzzFix: whatever a list's text, parsing and fixing it neither panic nor write what cannot be read.
func FuzzFix(f *testing.F) {
	paths, err := filepath.Glob("testdata/gate/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		_, list, _ := strings.Cut(string(text), "-- aya.toml --\n")
		list, _, _ = strings.Cut(list, "-- ")
		f.Add(list)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Parse("aya.toml", text)
		if err != nil {
			return
		}
		run := parseRun(t, "cases/core/a.o aya 0.14.0\n  map m flags | silent | 0 | 1\ncases/core/b.o aya 0.14.0\n")
		lists := Lists{l}
		lists.Gate(run)
		rewrites, err := lists.Fix(run, func(string) *List { return l })
		if err != nil {
			return
		}
		for _, r := range rewrites {
			if _, err := Parse("aya.toml", r.Text); err != nil {
				t.Errorf("%v\n%q\nbecame\n%q", err, text, r.Text)
			}
		}
	})
}
