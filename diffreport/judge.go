package diffreport

import (
	"fmt"
	"slices"

	"difftest/capture"
	"difftest/normalize"
)

// A Side is one loader's recording of an object with its canonical form.
type Side struct {
	Recording *capture.Recording
	Form      *normalize.Form
}

// Hooks are what others know of differences. Any may be nil.
type Hooks struct {
	// Explain returns the ids of the conventions that explain a difference of an object.
	Explain func(object string, d Difference) []string
	// Known reports whether a cause is written down with a reason. It sees the result without its verdict.
	Known func(r *Result, d Difference) bool
	// Sheets asks for the canonical forms side by side in each Result, which the HTML report shows.
	Sheets bool
}

// Judge compares a loader's recording with the reference's of the same object. It always returns a result: where
// nothing can be compared, the verdict and the reason say so.
func Judge(ref, got Side, hooks Hooks) Result {
	r := Result{
		Object: got.Recording.Object.Path, Loader: got.Recording.Loader.Name, Version: got.Recording.Loader.Version,
		Target:           targetOf(got.Recording.Target),
		NotShown:         got.Recording.Unmet,
		ReferenceVersion: ref.Recording.Loader.Version, ReferenceOutcome: ref.Form.Outcome,
		Outcome: got.Form.Outcome, Stage: string(got.Form.Stage), Errno: got.Form.Errno,
		Calls: callsOf(got.Form), ReferenceCalls: callsOf(ref.Form),
	}
	c := newComparer(ref.Form, got.Form)
	c.targetsDiffer = ref.Recording.Target != got.Recording.Target
	c.compare()
	r.Differences, r.Compared, r.Erased, r.Varying = c.differences(), c.compared, c.erased, c.varying
	r.Programs = c.programResults()
	r.explain(hooks)
	r.Verdict, r.Reason = r.verdict(ref, got)
	if hooks.Sheets {
		r.Sheet = NewSheet(ref.Form, got.Form, r.Differences).Pack()
		r.Inputs = packInputs(ref.Recording.Inputs)
	}
	return r
}

func targetOf(t capture.Target) Target { return Target{Kernel: t.Kernel, Arch: t.Arch, CPUs: t.CPUs} }

// explain asks the hooks about each difference. What follows from a known cause is known.
func (r *Result) explain(hooks Hooks) {
	known := map[string]bool{}
	for i := range r.Differences {
		d := &r.Differences[i]
		d.Conventions = []string{}
		if hooks.Explain != nil {
			d.Conventions = append(d.Conventions, hooks.Explain(r.Object, *d)...)
		}
		if hooks.Known != nil {
			d.Known = hooks.Known(r, *d)
		}
		if d.IsCause() {
			known[d.Key] = d.Known
			d.Cause = causeID(r, *d)
			continue
		}
		d.Known = d.Known || known[d.Follows]
	}
	if r.Differences == nil {
		r.Differences = []Difference{}
	}
}

// verdict is the worst that applies, with its reason.
func (r *Result) verdict(ref, got Side) (Verdict, string) {
	reference := "reference " + ref.Recording.Loader.Name + ": "
	if reason, ok := got.broken(); ok {
		return Broken, reason
	}
	if reason, ok := ref.broken(); ok {
		return Broken, reference + reason
	}
	switch {
	case got.Form.Outcome == capture.Unsupported:
		return Skipped, got.Form.Message
	case ref.Form.Outcome == capture.Unsupported:
		return Skipped, reference + ref.Form.Message
	case !isCompared(got.Form.Outcome) || !isCompared(ref.Form.Outcome):
		return Broken, fmt.Sprintf("no outcome to compare: %q and %q", ref.Form.Outcome, got.Form.Outcome)
	}
	if i := slices.IndexFunc(r.Differences, func(d Difference) bool { return !d.Known }); i >= 0 && ref.sameLoader(got) {
		return Unstable, "it is not like itself: " + r.Differences[i].Key
	}
	return r.sum(), ""
}

// sameLoader reports whether both recordings were made by the same program on the same target: what differs then is the
// loader's own doing.
func (s Side) sameLoader(other Side) bool {
	return s.Recording.Loader == other.Recording.Loader && s.Recording.Target == other.Recording.Target
}

// broken reports whether the plugin broke in any of its loads, and how.
func (s Side) broken() (reason string, ok bool) {
	if s.Form.Outcome == capture.Broken {
		return s.Form.Message, true
	}
	for _, load := range s.Recording.Loads {
		if load.Answer.Outcome != capture.Broken {
			continue
		}
		if len(load.Programs) > 0 {
			return fmt.Sprintf("loading %s alone: %s", load.Programs[0], load.Answer.Message), true
		}
		return load.Answer.Message, true
	}
	return "", false
}

// programResults says what became of each of the loader's programs.
func (c *comparer) programResults() []Program {
	programs := []Program{}
	for _, p := range c.got.Programs {
		programs = append(programs, Program{
			Name: p.Name, Outcome: string(p.Outcome), Errno: p.Errno, Run: c.runSum(p.Name),
		})
	}
	return programs
}

// runSum sums up the test runs of a program.
func (c *comparer) runSum(program string) RunSum {
	for _, f := range c.found {
		if f.Kind == KindRun && f.prog == program {
			return RunDiffers
		}
	}
	ran := map[runKey]bool{}
	for _, r := range c.ref.Runs {
		ran[runKey{r.Program, r.Input}] = true
	}
	sum := RunSum("")
	for _, r := range c.got.Runs {
		if r.Program != program || !ran[runKey{r.Program, r.Input}] {
			continue
		}
		switch r.Status {
		case capture.RunDied:
			return RunDied
		case capture.RunTimedOut:
			return RunTimedOut
		case capture.RunNotRunnable:
			if sum == "" {
				sum = RunNotRunnable
			}
		case capture.RunRefused:
			if sum != RunSame {
				sum = RunRefused
			}
		default:
			sum = RunSame
		}
	}
	return sum
}

// Settle makes one result of several that repeat the same pair. It is the first of them, unless the loader disagrees
// with itself from one to another: then the verdict is unstable. A broken result makes all of them broken. It returns
// the zero Result if there are none.
func Settle(repeats []Result) Result {
	if len(repeats) == 0 {
		return Result{}
	}
	settled := repeats[0]
	for i, r := range repeats {
		if r.Verdict == Broken {
			return r
		}
		if place, ok := settled.disagrees(&r); ok && settled.Verdict != Unstable {
			settled.Verdict = Unstable
			settled.Reason = fmt.Sprintf("recording %d of %d is not like the first: %s", i+1, len(repeats), place)
		}
	}
	return settled
}

// disagrees returns the first key at which two results of one pair are not the same.
func (r *Result) disagrees(other *Result) (place string, ok bool) {
	switch {
	case r.Outcome != other.Outcome:
		return "outcome", true
	case r.Stage != other.Stage: // the errno is that of the first refusal, and not compared
		return "stage", true
	}
	mine, theirs := values(r.Differences), values(other.Differences)
	for _, key := range union(mine, theirs) {
		if mine[key] != theirs[key] {
			return key, true
		}
	}
	return "", false
}

func values(differences []Difference) map[string][2]string {
	out := map[string][2]string{}
	for _, d := range differences {
		out[d.Key] = [2]string{d.Reference, d.Got}
	}
	return out
}
