package diffreport

import (
	"fmt"
	"strings"
)

// runSums counts the programs of all results by what their test runs came to.
func (r *Report) runSums() map[RunSum]int {
	sums := map[RunSum]int{}
	for _, result := range r.Results {
		for _, p := range result.Programs {
			if p.Run != "" {
				sums[p.Run]++
			}
		}
	}
	return sums
}

// runs writes what came of test runs, so that a program that was not run is not taken for one that agrees.
func (t *textWriter) runs() {
	sums, c := t.report.runSums(), t.report.Compared()
	if len(sums) == 0 && c.Uncompared == 0 && c.Unreported == 0 {
		return
	}
	ran := sums[RunSame] + sums[RunDiffers] + sums[RunRefused] + sums[RunDied] + sums[RunTimedOut]
	var parts []string
	for _, sum := range []RunSum{RunDiffers, RunRefused, RunDied, RunTimedOut} {
		if n := sums[sum]; n > 0 {
			word := string(sum)
			if sum == RunDiffers && n != 1 {
				word = "differ"
			}
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	t.printf("%s of %s", plural(c.Runs, "test run"), plural(ran, "program"))
	if parts != nil {
		t.printf(", of which %s", strings.Join(parts, ", "))
	}
	if n := sums[RunNotRunnable]; n > 0 {
		t.printf("; %s not runnable", plural(n, "program"))
	}
	if c.Unwatched > 0 {
		t.printf("; %s not watched", plural(c.Unwatched, "map"))
	}
	if c.Varying > 0 {
		t.printf("; %s not compared, since they vary by themselves", plural(c.Varying, "result"))
	}
	if c.Uncompared > 0 {
		t.printf("; %s not compared: not made, or on another target or input", plural(c.Uncompared, "run"))
	}
	if c.Unreported > 0 {
		t.printf("; %s not reported by loaders without a kernel", plural(c.Unreported, "value"))
	}
	t.printf("\n")
}
