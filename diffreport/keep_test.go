package diffreport

import (
	"slices"
	"testing"
)

// TestKeep: a cause goes with what follows from it, and the verdict is that of what is left.
func TestKeep(t *testing.T) {
	differences := []Difference{
		{Key: "prog p insn 1", Impact: ImpactSilent},
		{Key: "prog p run zeros retval", Follows: "prog p insn 1"},
		{Key: "map m value_type", Impact: ImpactMetadata, Known: true},
	}
	tests := []struct {
		name    string
		verdict Verdict
		keep    func([]Difference) bool
		want    int
		then    Verdict
	}{
		{"all", Differs, func([]Difference) bool { return true }, 3, Differs},
		{"none", Differs, func([]Difference) bool { return false }, 0, Same},
		{"by the cause", Differs, func(g []Difference) bool { return g[0].Impact == ImpactSilent }, 2, Differs},
		{"by a consequence", Differs, func(g []Difference) bool { return len(g) > 1 }, 2, Differs},
		{"what is known", Differs, func(g []Difference) bool { return g[0].Known }, 1, Known},
		{"broken stays", Broken, func([]Difference) bool { return false }, 0, Broken},
		{"unstable stays", Unstable, func([]Difference) bool { return false }, 0, Unstable},
		{"skipped stays", Skipped, func([]Difference) bool { return true }, 3, Skipped},
	}
	for _, tt := range tests {
		r := Result{Verdict: tt.verdict, Differences: slices.Clone(differences)}
		r.Keep(tt.keep)
		if len(r.Differences) != tt.want || r.Verdict != tt.then {
			t.Errorf("%s: %d differences, %s; want %d, %s", tt.name, len(r.Differences), r.Verdict, tt.want, tt.then)
		}
	}
}

func TestProgramOfDifference(t *testing.T) {
	for key, want := range map[string]string{
		"prog count insn 12": "count", "prog p#2 license": "p", "map m max_entries": "", "outcome": "", "prog": "",
	} {
		if got := (Difference{Key: key}).Program(); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
}
