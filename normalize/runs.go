package normalize

import (
	"encoding/hex"
	"slices"
	"strings"

	"difftest/capture"
)

// runs returns the test runs, by program; those of one program stay in the order in which they were made.
func (c *canon) runs() []Run {
	var rounds []map[runName]Run
	for _, again := range c.rec.Again {
		rounds = append(rounds, runsByName(c.runsOf(again)))
	}
	out := c.runsOf(c.rec.Runs)
	for i := range out {
		c.withoutVarying(&out[i], rounds)
	}
	byName := func(a, b Run) int { return strings.Compare(a.Program, b.Program) }
	c.sorted(len(out), slices.IsSortedFunc(out, byName), func() { slices.SortStableFunc(out, byName) })
	return out
}

// runName names a run of a recording.
type runName struct{ program, input string }

func runsByName(runs []Run) map[runName]Run {
	out := make(map[runName]Run, len(runs))
	for _, r := range runs {
		out[runName{r.Program, r.Input}] = r
	}
	return out
}

// runsOf brings runs into canonical form, in the order in which they were made: what one changed in maps is seen against
// what the one before left.
func (c *canon) runsOf(runs []capture.Run) []Run {
	inputs := map[string]runInput{}
	for _, in := range c.rec.Inputs {
		given := runInput{data: hexBytes(in.Data), ctx: hexBytes(in.Ctx)}
		if in.State != nil {
			given.ctx = hexBytes(in.State)
		}
		inputs[in.Name] = given
	}
	maps := c.newMapTrack()
	var out []Run
	for _, r := range runs {
		given := inputs[r.Input]
		out = append(out, Run{
			Program: r.Program, Load: r.Load, Input: r.Input, Status: r.Status, Errno: r.Errno, Retval: r.Retval,
			DataIn: given.data, DataOut: sharedHex(r.DataOut, given.data),
			CtxIn: given.ctx, CtxOut: sharedHex(r.CtxOut, given.ctx),
			Changes: maps.changes(r), Problem: r.Problem, Unreported: r.Unreported,
		})
	}
	return out
}

// runInput is an input in hex.
type runInput struct{ data, ctx string }

// sharedHex writes b in hex; if that is the text given, it is that very text, so that it is held once.
func sharedHex(b []byte, given string) string {
	if len(given) == 2*len(b) {
		if same, err := hex.DecodeString(given); err == nil && slices.Equal(same, b) {
			return given
		}
	}
	return hexBytes(b)
}
