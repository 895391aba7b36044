package matrix

import (
	"slices"
	"strings"

	"difftest/capture"
	"difftest/diffreport"
)

// resultsOf returns how the loaders stood to one convention in one case, or in the whole case if id is empty.
func resultsOf(results []*diffreport.Result, id string) []Result {
	var out []Result
	for _, r := range results {
		out = append(out, resultOf(r, id))
	}
	return out
}

// resultOf returns how a loader stood to a convention in one case: the worst of the differences that it explains.
// Consequences count with their causes, known differences as any other.
func resultOf(r *diffreport.Result, id string) Result {
	switch r.Verdict {
	case diffreport.Broken:
		return Broken
	case diffreport.Unstable:
		return Unstable
	case diffreport.Skipped:
		return NotCompared
	}
	all := []Result{Same}
	for _, d := range r.Differences {
		if d.IsCause() && (id == "" || slices.Contains(d.Conventions, id)) {
			all = append(all, resultOfCause(r, d))
		}
	}
	return worst(all)
}

// resultOfCause is what one difference comes to.
func resultOfCause(r *diffreport.Result, d diffreport.Difference) Result {
	switch d.Impact {
	case diffreport.ImpactOutcome:
		return direction(r, d)
	case diffreport.ImpactSilent:
		if d.Kind == diffreport.KindPrograms && strings.HasPrefix(d.Got, "loaded") {
			return Accepts // it loads what the reference leaves out by itself
		}
		return Silent
	case diffreport.ImpactStage:
		return Elsewhere
	case diffreport.ImpactMetadata:
		return Metadata
	}
	return Naming
}

// direction tells a loader that loads what the reference refuses from one that refuses what it loads. The difference's
// values say so where it is about an outcome; the outcomes of the object do where it is the cause of one.
func direction(r *diffreport.Result, d diffreport.Difference) Result {
	switch {
	case strings.HasPrefix(d.Got, "loaded") && !strings.HasPrefix(d.Reference, "loaded"):
		return Accepts
	case strings.HasPrefix(d.Reference, "loaded"):
		return Refuses
	case r.Outcome == capture.Loaded && r.ReferenceOutcome != capture.Loaded:
		return Accepts
	}
	return Refuses
}
