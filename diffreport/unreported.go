package diffreport

import (
	"slices"

	"difftest/capture"
	"difftest/normalize"
)

// A loader without a kernel tells only part of what is seen of the others. What it does not tell is not compared, and
// counted where the other side has it: it is never taken for equal.

// A teller says which of its fields are known.
type teller interface{ Tells(field string) bool }

// told leaves out the fields that one of two sides does not tell of.
func (c *comparer) told(fields []normalize.Field, ref, got teller) []normalize.Field {
	var out []normalize.Field
	for _, f := range fields {
		switch {
		case ref.Tells(f.Name) && got.Tells(f.Name):
			out = append(out, f)
		case f.Value != "":
			c.compared.Unreported++
		}
	}
	return out
}

// tellsInfo reports whether func_info and line_info are known of both sides; what one side does not tell is counted.
func (c *comparer) tellsInfo(p progPair) bool {
	if p.ref.Told == nil && p.got.Told == nil {
		return true
	}
	for _, side := range []*normalize.Program{p.ref, p.got} {
		for _, count := range []func(*normalize.Program) int{funcRecords, lineRecords} {
			if count(side) > 0 {
				c.compared.Unreported++
			}
		}
	}
	return false
}

// tellsContents reports whether both sides tell what a map holds, or could.
func (c *comparer) tellsContents(m mapPair) bool {
	for _, side := range []*normalize.Map{m.ref, m.got} {
		if side.Told != nil && side.Problem != "" {
			c.compared.Unreported++
			return false
		}
	}
	return true
}

// tellsPart reports whether both sides tell a part of a run.
func (c *comparer) tellsPart(part capture.RunPart, ref, got normalize.Run) bool {
	if !slices.Contains(ref.Unreported, part) && !slices.Contains(got.Unreported, part) {
		return true
	}
	if hasPart(part, ref) || hasPart(part, got) {
		c.compared.Unreported++
	}
	return false
}

// hasPart reports whether a part of a run came to something.
func hasPart(part capture.RunPart, r normalize.Run) bool {
	switch part {
	case capture.RunData:
		return r.DataOut != ""
	case capture.RunContext:
		return r.CtxOut != ""
	}
	return len(r.Changes) > 0
}

// withoutKernel reports whether one side has no kernel, so that it may not have made the runs of the other.
func (c *comparer) withoutKernel() bool { return c.ref.WithoutKernel || c.got.WithoutKernel }

// turnedAway reports whether the kernel took the input of a run for none, where the other side has no kernel: that says
// nothing of the program.
func (c *comparer) turnedAway(ref, got normalize.Run) bool {
	refused := func(r normalize.Run) bool { return r.Status == capture.RunRefused && r.Errno != 0 }
	return c.withoutKernel() && (refused(ref) || refused(got))
}
