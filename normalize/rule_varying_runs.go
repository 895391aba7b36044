package normalize

import (
	"bytes"
	"slices"
	"strings"

	"difftest/capture"
)

var varyingRuns = Rule{
	Name: "varying-runs",
	Erases: "the parts of a test run's result that were not the same when the same loader had loaded the same object " +
		"again",
	Because: "a program may return the time, a random number, an address, or what lay on its stack before: that says " +
		"nothing of its loader",
	Source: "https://github.com/torvalds/linux/commit/6715df8d5d24655b9fd368e904028112b54c7de1 " +
		"(bpf: Allow reads from uninit stack)",
	Keeps: "the other parts of the result, byte by byte; a result that is the same each time; one that nobody repeated",
}

// The parts of a run that can vary, as in Run.Varies.
const (
	VariesStatus = "status" // how it ended, or with which errno
	VariesRetval = "retval"
	VariesData   = "data"
)

// Varying stands in Run.DataOut in the place of the two digits of a byte that varies; alone, it stands for data whose
// length does.
const Varying = "??"

// withoutVarying takes what varied between the repeats of a run out of its canonical form.
func (c *canon) withoutVarying(run *Run, first capture.Run) {
	if !c.on(varyingRuns) || first.Status == capture.RunNotMade {
		return
	}
	for _, round := range c.rec.Again {
		i := slices.IndexFunc(round, func(r capture.Run) bool { return r.Program == first.Program && r.Input == first.Input })
		if i < 0 || round[i].Status == capture.RunNotMade {
			continue
		}
		again := round[i]
		if again.Status != first.Status || again.Errno != first.Errno {
			*run = Run{Program: run.Program, Input: run.Input, Varies: []string{VariesStatus}}
			break
		}
		if again.Retval != first.Retval {
			run.vary(VariesRetval)
			run.Retval = 0
		}
		if !bytes.Equal(again.DataOut, first.DataOut) {
			run.vary(VariesData)
			run.DataOut = withoutBytes(run.DataOut, first.DataOut, again.DataOut)
		}
	}
	if len(run.Varies) > 0 {
		c.fired[varyingRuns.Name] += len(run.Varies)
	}
}

// vary takes note that a part varies.
func (r *Run) vary(part string) {
	if !slices.Contains(r.Varies, part) {
		r.Varies = append(r.Varies, part)
		slices.Sort(r.Varies)
	}
}

// withoutBytes puts Varying for the bytes that differ between a and b into text, which is a in hex.
func withoutBytes(text string, a, b []byte) string {
	if len(a) != len(b) || len(text) != 2*len(a) {
		return Varying
	}
	var out strings.Builder
	for i := range a {
		if a[i] == b[i] {
			out.WriteString(text[2*i : 2*i+2])
		} else {
			out.WriteString(Varying)
		}
	}
	return out.String()
}
