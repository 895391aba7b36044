package diffreport

import (
	"bytes"
	"testing"
)

// pairOf is the result of a pair.
func pairOf(object, loader string, verdict Verdict, differences ...Difference) Result {
	return Result{Object: object, Loader: loader, Version: "1", Verdict: verdict, Reason: "why", Differences: differences}
}

func diff(key, got string) Difference {
	return Difference{Key: key, Impact: ImpactSilent, Reference: "r", Got: got}
}

func following(d Difference, key string) Difference { d.Follows = key; return d }

func known(d Difference) Difference { d.Known = true; return d }

func worseNow(d Difference) Difference { d.Impact = ImpactOutcome; return d }

// TestSince lists what may become of differences.
func TestSince(t *testing.T) {
	tests := []struct {
		name     string
		old, new []Result
		want     string
	}{
		{"nothing", nil, nil, "0 pairs in both: 0 new, 0 changed, 0 gone, 0 as before\n"},
		{"as before",
			[]Result{pairOf("a.o", "aya", Differs, diff("k", "1"))}, []Result{pairOf("a.o", "aya", Differs, diff("k", "1"))},
			"1 pair in both: 0 new, 0 changed, 0 gone, 1 as before\n"},
		{"new",
			[]Result{pairOf("a.o", "aya", Same)},
			[]Result{pairOf("a.o", "aya", Differs, worseNow(diff("k", "1")), following(diff("l", "1"), "k"), diff("m", "2"))},
			"new      a.o: aya 1: m: r → 2 (silent)\nnew      a.o: aya 1: k: r → 1 (outcome)\n" +
				"1 pair in both: 2 new, 0 changed, 0 gone, 0 as before\n"},
		{"new but known",
			[]Result{pairOf("a.o", "aya", Same)}, []Result{pairOf("a.o", "aya", Known, known(diff("k", "1")))},
			"1 pair in both: 0 new, 0 changed, 0 gone, 0 as before, 1 new but known\n"},
		{"gone",
			[]Result{pairOf("a.o", "aya", Differs, diff("k", "1"))}, []Result{pairOf("a.o", "aya", Same)},
			"gone     a.o: aya 1: k: r → 1 (silent)\n1 pair in both: 0 new, 0 changed, 1 gone, 0 as before\n"},
		{"changed in value and in impact",
			[]Result{pairOf("a.o", "aya", Differs, diff("k", "1"), diff("l", "1"))},
			[]Result{pairOf("a.o", "aya", Differs, diff("k", "2"), worseNow(diff("l", "1")))},
			"changed  a.o: aya 1: k: r → 2 (silent), was r → 1 (silent)\n" +
				"changed  a.o: aya 1: l: r → 1 (outcome), was r → 1 (silent)\n" +
				"1 pair in both: 0 new, 2 changed, 0 gone, 0 as before\n"},
		{"a cause that follows now, and back",
			[]Result{pairOf("a.o", "aya", Differs, diff("k", "1"), diff("l", "1"), following(diff("m", "1"), "l"))},
			[]Result{pairOf("a.o", "aya", Differs, diff("l", "1"), following(diff("k", "1"), "l"), diff("m", "1"))},
			"1 pair in both: 0 new, 0 changed, 0 gone, 2 as before\n"},
		{"broken and unstable",
			[]Result{pairOf("a.o", "aya", Differs, diff("k", "1")), pairOf("b.o", "aya", Same), pairOf("c.o", "aya", Broken)},
			[]Result{pairOf("a.o", "aya", Broken), pairOf("b.o", "aya", Unstable), pairOf("c.o", "aya", Broken)},
			"new      a.o: aya 1: broken: why\nnew      b.o: aya 1: unstable: why\n" +
				"1 pair in both: 2 new, 0 changed, 0 gone, 0 as before; 1 pair in the older alone, 0 in the newer alone\n"},
		{"skipped now: not gone",
			[]Result{pairOf("a.o", "aya", Differs, diff("k", "1"))}, []Result{pairOf("a.o", "aya", Skipped)},
			"0 pairs in both: 0 new, 0 changed, 0 gone, 0 as before; 1 pair in the older alone, 0 in the newer alone\n"},
		{"other objects and loaders",
			[]Result{pairOf("a.o", "aya", Same), pairOf("b.o", "tc", Differs, diff("k", "1"))},
			[]Result{pairOf("c.o", "aya", Differs, diff("k", "1")), pairOf("b.o", "aya", Same)},
			"new      c.o: aya 1: k: r → 1 (silent)\n" +
				"0 pairs in both: 1 new, 0 changed, 0 gone, 0 as before; 2 pairs in the older alone, 2 in the newer alone\n"},
		{"the same loader by another name",
			[]Result{pairOf("a.o", "aya", Same), pairOf("b.o", "aya", Same), pairOf("b.o", "aya@1", Same)},
			[]Result{pairOf("a.o", "aya@../aya", Same), pairOf("b.o", "aya@../aya", Same)},
			"1 pair in both: 0 new, 0 changed, 0 gone, 0 as before; 2 pairs in the older alone, 1 in the newer alone\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var buf bytes.Buffer
			changes := NewReport("libbpf", tt.new).Since(NewReport("libbpf", tt.old))
			if err := WriteChanges(&buf, changes); err != nil {
				t.Fatal(err)
			}
			if buf.String() != tt.want {
				t.Errorf("got\n%swant\n%s", buf.String(), tt.want)
			}
		})
	}
	w := failingWriter(3)
	if err := WriteChanges(&w, &Changes{}); err == nil {
		t.Error("no error from a writer that fails")
	}
}
