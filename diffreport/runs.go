package diffreport

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"difftest/capture"
	"difftest/normalize"
)

// A runKey names a test run.
type runKey struct{ program, input string }

// of is the key of a difference in a part of the run.
func (k runKey) of(part string) string {
	return fmt.Sprintf("prog %s run %s %s", k.program, k.input, part)
}

// compareRuns compares the test runs of programs that both sides loaded. If a side made no runs at all there is
// nothing to compare. Runs on different targets are not compared: a program may return what only its machine has.
func (c *comparer) compareRuns() {
	if (len(c.ref.Runs) == 0 || len(c.got.Runs) == 0) && !c.withoutKernel() {
		return
	}
	if c.targetsDiffer {
		c.compared.Uncompared += len(c.got.Runs)
		return
	}
	gots := map[runKey]normalize.Run{}
	for _, r := range c.got.Runs {
		gots[runKey{r.Program, r.Input}] = r
	}
	refs := map[runKey]bool{}
	for _, r := range c.ref.Runs {
		key := runKey{r.Program, r.Input}
		refs[key] = true
		got, ok := gots[key]
		switch {
		case !c.loadedByBoth(r.Program):
		case ok:
			c.compareRun(r, got)
		case c.withoutKernel():
			c.uncompared(r)
		default:
			c.runDifference(key, "status", string(r.Status), absent)
		}
	}
	for _, g := range c.got.Runs {
		key := runKey{g.Program, g.Input}
		switch {
		case refs[key] || !c.loadedByBoth(g.Program):
		case c.withoutKernel():
			c.uncompared(g)
		default:
			c.runDifference(key, "status", absent, string(g.Status))
		}
	}
	c.tellInputs()
}

// loadedByBoth reports whether a program called name is loaded on both sides.
func (c *comparer) loadedByBoth(name string) bool {
	for _, p := range c.progs {
		if p.ref != nil && p.got != nil && p.ref.Name == name {
			return p.ref.Outcome == normalize.ProgramLoaded && p.got.Outcome == normalize.ProgramLoaded
		}
	}
	return false
}

// compareRun compares one run. What comes with a difference in the return value follows it.
func (c *comparer) compareRun(ref, got normalize.Run) {
	key := runKey{ref.Program, ref.Input}
	if notMade(ref) || notMade(got) || ref.DataIn != got.DataIn || ref.CtxIn != got.CtxIn || c.turnedAway(ref, got) {
		c.compared.Uncompared++
		return
	}
	if ref.Status != capture.RunNotRunnable || got.Status != capture.RunNotRunnable {
		c.compared.Runs++
	}
	if ref.Load != got.Load {
		c.apart[ref.Program] = true
	}
	if c.varies(key, normalize.VariesStatus, ref, got) {
		return
	}
	if ref.Status != got.Status {
		c.runDifference(key, "status", runText(ref), runText(got))
		return
	}
	if ref.Errno != got.Errno && ref.Status == capture.RunRefused {
		c.runDifference(key, "errno", errnoText(ref.Errno), errnoText(got.Errno))
	}
	var retval *finding
	if !c.varies(key, normalize.VariesRetval, ref, got) && ref.Retval != got.Retval {
		retval = c.runDifference(key, "retval", retvalText(ref.Retval), retvalText(got.Retval))
		retval.Detail = c.failedChecks(ref, got)
	}
	both := [2]normalize.Run{ref, got}
	if c.tellsPart(capture.RunData, ref, got) {
		c.compareOutput(key, normalize.VariesData, both, ref.DataOut, got.DataOut).follow(retval)
	}
	if c.tellsPart(capture.RunContext, ref, got) {
		c.compareOutput(key, normalize.VariesContext, both, ref.CtxOut, got.CtxOut).follow(retval)
	}
	if c.tellsPart(capture.RunChanges, ref, got) {
		c.compareChanges(key, ref, got, retval)
	}
}

// uncompared counts a run that the other side did not make. One that says nothing of its program does not count.
func (c *comparer) uncompared(r normalize.Run) {
	if r.Status != capture.RunNotRunnable {
		c.compared.Uncompared++
	}
}

// notMade reports whether a run says nothing of its program.
func notMade(r normalize.Run) bool { return r.Status == capture.RunNotMade }

// compareOutput compares what came back, in hex. It returns nil if it is the same.
func (c *comparer) compareOutput(key runKey, part string, runs [2]normalize.Run, ref, got string) *finding {
	out := entryStep{ref: ref, got: got, inRef: true, inGot: true}
	if c.varies(key, part, runs[0], runs[1]) {
		out.ref, out.got = withoutVarying(ref, got)
	}
	c.compared.Bytes += byteCount(out.ref)
	if !out.differs() {
		return nil
	}
	refText, gotText := valueTexts(out)
	return c.runDifference(key, part, refText, gotText)
}

// varies reports whether a part of a run varies by itself on either side, and takes note of it.
func (c *comparer) varies(key runKey, part string, ref, got normalize.Run) bool {
	if !slices.Contains(ref.Varies, part) && !slices.Contains(got.Varies, part) {
		return false
	}
	c.compared.Varying++
	c.varying = append(c.varying, key.of(part))
	return true
}

// withoutVarying makes the bytes that vary on either side the same on both: unknown. Data whose length varies is all
// unknown.
func withoutVarying(ref, got string) (string, string) {
	if ref == normalize.Varying || got == normalize.Varying {
		return normalize.Varying, normalize.Varying
	}
	r, g := []byte(ref), []byte(got)
	for i := 0; i < min(len(r), len(g)); i++ {
		if r[i] == '?' || g[i] == '?' {
			r[i], g[i] = '?', '?'
		}
	}
	return string(r), string(g)
}

// runDifference records a difference in a part of a run. One that an earlier input of the program has shown already, with
// the same values, is told there.
func (c *comparer) runDifference(key runKey, what, ref, got string) *finding {
	for _, f := range c.found {
		if f.Kind == KindRun && f.prog == key.program && f.part == what && f.Reference == ref && f.Got == got {
			f.alsoOn = append(f.alsoOn, key.input)
			return f
		}
	}
	impact := ImpactSilent
	if c.ref.Outcome != c.got.Outcome { // the maps may have been left half filled
		impact = ImpactOutcome
	}
	return c.add(finding{prog: key.program, field: key.input, part: what, Difference: Difference{
		Key: key.of(what), Kind: KindRun, Impact: impact, Reference: ref, Got: got,
	}})
}

// SearchInput begins the names of inputs that a search has found: what they are is told with what differs on them.
const SearchInput = "search-"

// tellInputs notes at each difference between runs on which other inputs it shows, and what input a search found.
func (c *comparer) tellInputs() {
	for _, f := range c.found {
		var notes []string
		if f.Kind == KindRun && strings.HasPrefix(f.field, SearchInput) {
			f.Input = c.inputOf(runKey{f.prog, f.field})
			notes = append(notes, "on "+f.Input.text())
		}
		if len(f.alsoOn) > 0 {
			notes = append(notes, "also on "+strings.Join(f.alsoOn, ", "))
		}
		if notes == nil {
			continue
		}
		if f.Detail == nil {
			f.Detail = &Detail{}
		}
		if f.Detail.Note != "" {
			notes = append([]string{f.Detail.Note}, notes...)
		}
		f.Detail.Note = strings.Join(notes, "; ")
	}
}

// inputOf returns what a run was made on.
func (c *comparer) inputOf(key runKey) *Input {
	for _, r := range c.ref.Runs {
		if r.Program == key.program && r.Input == key.input {
			return &Input{Data: r.DataIn, Ctx: r.CtxIn}
		}
	}
	return &Input{}
}

// maxInputText is how many digits of an input the text report shows.
const maxInputText = 160

// text writes an input in a line.
func (in *Input) text() string {
	var parts []string
	for _, part := range []struct{ name, hex string }{{"data", in.Data}, {"context", in.Ctx}} {
		switch n := len(part.hex); {
		case n > maxInputText:
			parts = append(parts, fmt.Sprintf("%s %s… (%d bytes)", part.name, part.hex[:maxInputText], n/2))
		case n > 0:
			parts = append(parts, part.name+" "+part.hex)
		}
	}
	if parts == nil {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}

// runText names how a run ended.
func runText(r normalize.Run) string {
	switch {
	case r.Status == capture.RunRefused && r.Errno == 0:
		return "stopped by its runtime"
	case r.Status == capture.RunRefused:
		return string(r.Status) + " with " + errnoText(r.Errno)
	}
	return string(r.Status)
}

// retvalText writes a return value as the C programmer reads it: small negative numbers as such.
func retvalText(v uint32) string { return strconv.Itoa(int(int32(v))) }
