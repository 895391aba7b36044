package filter

import (
	"errors"
	"strings"
	"testing"
)

// files is what the tests read.
var files = map[string]string{
	"list":  "# what matters\ncore/*.o\n\n  maps/a.o  \n!core/big.o\n",
	"outer": "@list\nx.o\n",
	"loop":  "@loop\n",
	"bad":   "[\n",
}

func readFile(name string) (string, error) {
	text, ok := files[name]
	if !ok {
		return "", errors.New(name + ": no such file")
	}
	return text, nil
}

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		values  string // separated by blanks
		matches string
		not     string
	}{
		{"", "a a/b.o", ""},
		{"core/*.o", "core/a.o corpus/cases/core/a.o /x/core/a.o", "a.o score/a.o core/x/a.o core/a.c"},
		{"*.o", "a.o corpus/cases/core/a.o", "a.c"},
		{"/x/*.o", "/x/a.o", "/y/x/a.o"},
		{"a.o", "a.o x/a.o", "xa.o a.o/b"},
		{"!*-big.o", "a.o", "a-big.o x/a-big.o"},
		{"core/*.o !core/big.o", "core/a.o", "core/big.o maps/a.o"},
		{"@list", "core/a.o maps/a.o", "core/big.o maps/b.o"},
		{"@outer", "core/a.o maps/a.o y/x.o", "core/big.o"},
		{"SEC-11?", "SEC-110", "SEC-120 SEC-11"},
		{"[a-c]*", "ab", "d"},
	} {
		n, err := Parse(strings.Fields(tt.values), readFile)
		if err != nil {
			t.Fatal(err)
		}
		if n.IsZero() != (tt.values == "") {
			t.Errorf("%q: IsZero %v", tt.values, n.IsZero())
		}
		for _, name := range strings.Fields(tt.matches) {
			if !n.Match(name) || !n.MatchAny([]string{name}) {
				t.Errorf("%q does not match %s", tt.values, name)
			}
		}
		for _, name := range strings.Fields(tt.not) {
			if n.Match(name) || n.MatchAny([]string{name}) {
				t.Errorf("%q matches %s", tt.values, name)
			}
		}
	}
}

func TestMatchAny(t *testing.T) {
	for _, tt := range []struct {
		values, names string
		want          bool
	}{
		{"", "", true},
		{"a", "", false},
		{"a", "b a", true},
		{"!a", "", true},
		{"!a", "b", true},
		{"!a", "b a", false},
		{"b !a", "b a", false},
	} {
		n, err := Parse(strings.Fields(tt.values), readFile)
		if err != nil {
			t.Fatal(err)
		}
		if got := n.MatchAny(strings.Fields(tt.names)); got != tt.want {
			t.Errorf("%q on %q: %v", tt.values, tt.names, got)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for value, want := range map[string]string{
		"[":     "[: not a pattern",
		"![":    "[: not a pattern",
		"":      "an empty pattern",
		"!":     "an empty pattern",
		"@none": "none: no such file",
		"@bad":  "bad: [: not a pattern",
		"@loop": "files that name files",
	} {
		n, err := Parse([]string{value}, readFile)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", value, err, want)
		}
		if !n.IsZero() {
			t.Errorf("%q: names beside an error", value)
		}
	}
}

func TestIsLiteral(t *testing.T) {
	literal := map[string]bool{"core/a.o": true, "core/*": false, "a?": false, "[ab]": false, `a\*`: false}
	for pattern, want := range literal {
		if got := IsLiteral(pattern); got != want {
			t.Errorf("%s: %v", pattern, got)
		}
	}
}
