package host

import (
	"fmt"
	"slices"

	"difftest/capture"
	"difftest/diffreport"
	"difftest/normalize"
)

// judge compares a loader's recording with the reference's.
func (a *app) judge(ref, got *capture.Recording) diffreport.Result {
	return a.judgeSides(a.side(ref), a.side(got))
}

func (a *app) judgeSides(ref, got diffreport.Side) diffreport.Result {
	hooks := a.hooks(got.Recording)
	hooks.Sheets = a.wants("html")
	r := diffreport.Judge(ref, got, hooks)
	r.Conventions = conventions(got.Recording).all
	return r
}

// judgeRepeats compares the recordings that a loader made of one object with the reference's. A loader that does not load
// the same each time is unstable; what its programs return may vary, and then is not compared.
func (a *app) judgeRepeats(refs, gots []*capture.Recording) diffreport.Result {
	if len(refs) == 1 || len(gots) == 1 {
		return a.judge(refs[0], gots[0])
	}
	refSides, gotSides := a.sides(refs), a.sides(gots)
	var results []diffreport.Result
	for i := range min(len(refs), len(gots)) {
		results = append(results, a.judgeSides(refSides[i], gotSides[i]))
	}
	r := diffreport.Settle(results)
	if key, ok := unlike(refSides); ok && r.Verdict == diffreport.Unstable {
		r.Reason = fmt.Sprintf("reference %s is not like itself: %s", refs[0].Loader.Name, key)
	}
	return r
}

// sides brings several recordings of one object by one loader into canonical form. What is not the same in the test runs
// of those that loaded the same varies.
func (a *app) sides(recs []*capture.Recording) []diffreport.Side {
	sides := make([]diffreport.Side, len(recs))
	var alike []int
	for i, rec := range recs {
		sides[i] = a.side(rec)
		if loadsSame(sides[0].Form, sides[i].Form) {
			alike = append(alike, i)
		}
	}
	if len(alike) < 2 {
		return sides
	}
	for _, i := range alike {
		rec := *recs[i]
		for _, j := range alike {
			if j != i {
				rec.Again = append(slices.Clip(rec.Again), recs[j].Runs)
			}
		}
		sides[i] = a.side(&rec)
	}
	return sides
}

// loadsSame reports whether two forms differ in nothing but what their programs return.
func loadsSame(a, b *normalize.Form) bool {
	return a.Outcome == b.Outcome && !slices.ContainsFunc(diffreport.Compare(a, b), func(d diffreport.Difference) bool {
		return d.Kind != diffreport.KindRun
	})
}

// unlike returns the first key at which one side differs from the first.
func unlike(sides []diffreport.Side) (key string, ok bool) {
	for _, s := range sides {
		if d := diffreport.Compare(sides[0].Form, s.Form); len(d) > 0 {
			return d[0].Key, true
		}
	}
	return "", false
}

// side brings a recording into canonical form. One that cannot be is shown as broken: nothing is lost.
func (a *app) side(rec *capture.Recording) diffreport.Side {
	form, err := normalize.Canonical(rec, a.rules())
	if err != nil {
		form = &normalize.Form{Outcome: capture.Broken, Message: err.Error()}
	}
	return diffreport.Side{Recording: rec, Form: form}
}

// report puts the results together, by object and loader. A pair without one was not recorded: the run was ended.
func (c *comparison) report() *diffreport.Report {
	var results []diffreport.Result
	for _, row := range c.results {
		for _, r := range row {
			if r != nil {
				results = append(results, *r)
			}
		}
	}
	return c.app.newReport(results)
}

// newReport makes a report of what the filters leave of results.
func (a *app) newReport(results []diffreport.Result) *diffreport.Report {
	for i := range results {
		a.filters.keepWanted(&results[i])
	}
	return diffreport.NewReport(a.reference, results)
}
