package diffreport

import (
	"cmp"
	"slices"

	"difftest/capture"
)

// Schema is the version of the JSON report.
const Schema = 1

// A Report is what a run found: schema 1 of the JSON report.
type Report struct {
	Schema    int      `json:"schema"`
	Reference string   `json:"reference"` // name of the loader that the others are compared with
	Results   []Result `json:"results"`   // by object and loader
	Totals    Totals   `json:"totals"`
}

// A Result is the comparison of one loader's recording of one object with the reference's: one pair.
type Result struct {
	Object           string          `json:"object"`            // as the user named it
	Loader           string          `json:"loader"`            // as registered
	Version          string          `json:"version"`           // of the loader
	Target           Target          `json:"target"`            // what the object was loaded into
	ReferenceVersion string          `json:"reference_version"` // of the reference
	Outcome          capture.Outcome `json:"outcome"`           // of the loader
	Stage            string          `json:"stage"`             // where the loader stopped, else empty
	Errno            int             `json:"errno"`             // positive; 0 where the loader gives none
	ReferenceOutcome capture.Outcome `json:"reference_outcome"`
	Conventions      []string        `json:"conventions,omitempty"` // ids that the object exercises
	NotShown         []string        `json:"not_shown,omitempty"`   // needs of the case that the target does not meet
	Verdict          Verdict         `json:"verdict"`
	Reason           string          `json:"reason"` // of skipped, unstable and broken, else empty
	Programs         []Program       `json:"programs"`
	Differences      []Difference    `json:"differences"` // each cause before what follows from it, the worst first

	Compared Compared `json:"compared"` // how much was compared
	// Calls and ReferenceCalls say what either library asked the kernel.
	Calls          Calls `json:"-"`
	ReferenceCalls Calls `json:"-"`
	// Varying are the keys of the parts of test runs that are not compared, since they vary by themselves.
	Varying []string `json:"-"`
	// Sheet is the canonical forms side by side, packed. Nil if it was not asked for.
	Sheet Packed `json:"-"`
	// Inputs is what the programs were run on, where there is a Sheet.
	Inputs Packed `json:"-"`
	// Erased counts, by rule, the values that are equal only because of it.
	Erased map[string]int `json:"-"`
}

// Target is what an object was loaded into.
type Target struct {
	Kernel string `json:"kernel"` // release
	Arch   string `json:"arch"`   // as Go names it
	CPUs   int    `json:"cpus"`   // possible CPUs
}

// A Program is what became of a program with the loader.
type Program struct {
	Name    string `json:"name"`
	Outcome string `json:"outcome"` // loaded, refused or not-loaded
	Errno   int    `json:"errno"`   // of the kernel's refusal, positive
	Run     RunSum `json:"run"`     // of all its test runs; empty if it was not run on both sides
}

// RunSum sums up the test runs of a program.
type RunSum string

// What test runs came to.
const (
	RunSame        RunSum = "same"
	RunDiffers     RunSum = "differs"
	RunNotRunnable RunSum = "not-runnable"
	RunRefused     RunSum = "refused" // by the kernel, on every input
	RunDied        RunSum = "died"
	RunTimedOut    RunSum = "timed-out"
)

// Verdict is what a pair comes to: the worst that applies.
type Verdict string

// The verdicts.
const (
	Same     Verdict = "same"     // no difference
	Known    Verdict = "known"    // every difference is written down with a reason
	Differs  Verdict = "differs"  // at least one difference is not
	Skipped  Verdict = "skipped"  // the loader lacks what the pair needs: nothing was compared
	Unstable Verdict = "unstable" // the loader disagrees with itself
	Broken   Verdict = "broken"   // a plugin crashed, hung or broke the protocol
)

// Verdicts lists the verdicts in the order in which they are counted.
var Verdicts = []Verdict{Same, Known, Differs, Skipped, Unstable, Broken}

// Totals counts the results by verdict.
type Totals struct {
	Same     int `json:"same"`
	Known    int `json:"known"`
	Differs  int `json:"differs"`
	Skipped  int `json:"skipped"`
	Unstable int `json:"unstable"`
	Broken   int `json:"broken"`
}

// count returns the counter of v, or nil if there is no such verdict.
func (t *Totals) count(v Verdict) *int {
	switch v {
	case Same:
		return &t.Same
	case Known:
		return &t.Known
	case Differs:
		return &t.Differs
	case Skipped:
		return &t.Skipped
	case Unstable:
		return &t.Unstable
	case Broken:
		return &t.Broken
	}
	return nil
}

// Of returns how many results have verdict v.
func (t Totals) Of(v Verdict) int {
	if n := t.count(v); n != nil {
		return *n
	}
	return 0
}

// Sum returns how many results there are.
func (t Totals) Sum() int {
	return t.Same + t.Known + t.Differs + t.Skipped + t.Unstable + t.Broken
}

// NewReport makes a report of results, which it sorts by object and loader.
func NewReport(reference string, results []Result) *Report {
	r := &Report{Schema: Schema, Reference: reference, Results: slices.Clone(results)}
	slices.SortStableFunc(r.Results, func(a, b Result) int {
		return cmp.Or(cmp.Compare(a.Object, b.Object), cmp.Compare(a.Loader, b.Loader), cmp.Compare(a.Version, b.Version))
	})
	for _, result := range r.Results {
		if n := r.Totals.count(result.Verdict); n != nil {
			*n++
		}
	}
	return r
}

// Agrees reports whether a gate may let the report pass: nothing differs but what is known, and nothing broke.
func (r *Report) Agrees() bool {
	return r.Totals.Differs == 0 && r.Totals.Unstable == 0 && r.Totals.Broken == 0
}

// Compared sums up how much was compared.
func (r *Report) Compared() Compared {
	var sum Compared
	for _, result := range r.Results {
		sum.Add(result.Compared)
	}
	return sum
}
