package diffreport

import (
	"fmt"
	"strings"

	"difftest/normalize"
)

// runs adds the test runs of both sides.
func (b *sheetBuilder) runs() {
	gots := map[runKey]normalize.Run{}
	for _, r := range b.c.got.Runs {
		gots[runKey{r.Program, r.Input}] = r
	}
	for _, ref := range b.c.ref.Runs {
		key := runKey{ref.Program, ref.Input}
		got, ok := gots[key]
		delete(gots, key)
		run := SheetRun{Program: ref.Program, Input: ref.Input, Ref: runValues(ref), Diff: b.runDiff(key)}
		if !ok {
			run.Got = [][]string{}
		} else if values := runValues(got); fmt.Sprint(values) != fmt.Sprint(run.Ref) {
			run.Got = values
		}
		b.sheet.Runs = append(b.sheet.Runs, run)
	}
	for _, got := range b.c.got.Runs {
		key := runKey{got.Program, got.Input}
		if _, only := gots[key]; only {
			b.sheet.Runs = append(b.sheet.Runs, SheetRun{
				Program: got.Program, Input: got.Input, Got: runValues(got), Diff: b.runDiff(key),
			})
		}
	}
}

// runDiff is the number of the first difference about a run.
func (b *sheetBuilder) runDiff(key runKey) int {
	first := 0
	for k, n := range b.diffs {
		if strings.HasPrefix(k, key.of("")) && (first == 0 || n < first) {
			first = n
		}
	}
	return first
}

// runValues lists what a run returned.
func runValues(r normalize.Run) [][]string {
	values := [][]string{{"status", runText(r)}}
	if r.Status == "done" {
		values = append(values, []string{"retval", retvalText(r.Retval)})
	}
	if r.DataOut != "" {
		values = append(values, []string{"data", r.DataOut})
	}
	if r.CtxOut != "" {
		values = append(values, []string{"context", r.CtxOut})
	}
	for _, c := range r.Changes {
		values = append(values, []string{c.Part(), c.Value})
	}
	if len(r.Varies) > 0 {
		values = append(values, []string{"varies", strings.Join(r.Varies, ", ")})
	}
	return values
}
