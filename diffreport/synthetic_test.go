package diffreport

import (
	"fmt"
	"slices"
)

// syntheticReport makes a report of n objects by three loaders, in which every verdict and impact occurs.
func syntheticReport(n int) *Report {
	var results []Result
	for i := range n {
		for l, loader := range []string{"aya", "bpftool", "cilium-ebpf"} {
			r := Result{
				Object: fmt.Sprintf("corpus/cases/group-%02d/object-%04d.o", i%37, i), Loader: loader, Version: "1." + fmt.Sprint(l),
				ReferenceVersion: "1.7.0", Target: Target{"6.18.44", "amd64", 2}, Outcome: "loaded", ReferenceOutcome: "loaded",
				Verdict: Verdicts[(i+l)%len(Verdicts)], Programs: []Program{{Name: "prog", Outcome: "loaded", Run: RunSame}},
			}
			switch r.Verdict {
			case Differs, Known:
				r.Differences = syntheticDifferences(i, r.Verdict == Known)
			case Skipped, Unstable, Broken:
				r.Reason = fmt.Sprintf("reason %d", i%5)
			}
			results = append(results, r)
		}
	}
	return NewReport("libbpf", results)
}

// syntheticDifferences makes a cause and a consequence, a hundred causes in all.
func syntheticDifferences(i int, known bool) []Difference {
	cause := Difference{
		Key: fmt.Sprintf("map counters_%d max_entries", i), Kind: KindMapSpec, Impact: Impacts[i%len(Impacts)],
		Reference: "1024", Got: fmt.Sprint(i % 100), Known: known, Security: i%50 == 0,
		Conventions: []string{fmt.Sprintf("MAP-%02d", i%30)},
	}
	run := Difference{
		Key: "prog prog run tcp-64 retval", Kind: KindRun, Impact: cause.Impact, Reference: "0", Got: fmt.Sprint(i%90 + 1),
		Known: known, Conventions: slices.Clone(cause.Conventions), Follows: cause.Key,
	}
	return []Difference{cause, run}
}
