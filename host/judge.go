package host

import (
	"difftest/capture"
	"difftest/corpus"
	"difftest/diffreport"
	"difftest/normalize"
)

// judge compares a loader's recording with the reference's.
func (a *app) judge(ref, got *capture.Recording) diffreport.Result {
	ids := conventions(got)
	explain := func(string, diffreport.Difference) []string { return ids }
	return diffreport.Judge(a.side(ref), a.side(got), diffreport.Hooks{Explain: explain})
}

// side brings a recording into canonical form. One that cannot be is shown as broken: nothing is lost.
func (a *app) side(rec *capture.Recording) diffreport.Side {
	form, err := normalize.Canonical(rec, a.rules())
	if err != nil {
		form = &normalize.Form{Outcome: capture.Broken, Message: err.Error()}
	}
	return diffreport.Side{Recording: rec, Form: form}
}

// conventions names the conventions that an object exercises, as it or its side file says. An object whose side file
// cannot be read any more has those of its tags.
func conventions(rec *capture.Recording) []string {
	c, err := corpus.LoadCase(rec.Object.Path)
	if err != nil {
		c = corpus.Case{}
	}
	if rec.Object.Facts != nil {
		_ = c.AddTags(rec.Object.Facts.Tags) // what is wrong with tags is said when the object is collected
	}
	return c.Conventions
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
	return diffreport.NewReport(c.app.reference, results)
}
