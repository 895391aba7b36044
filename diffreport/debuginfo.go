package diffreport

import (
	"fmt"
	"slices"
	"strings"

	"difftest/normalize"
)

// A wholeInfo says which debug information one side gives none of at all, for any function of a program: that is one
// difference, and there is nothing to compare below it.
type wholeInfo struct{ funcs, lines bool }

// compareWholeInfo reports debug information that one side has none of.
func (c *comparer) compareWholeInfo(p progPair) wholeInfo {
	if !c.tellsInfo(p) {
		return wholeInfo{funcs: true, lines: true}
	}
	whole := func(key string, kind Kind, count func(*normalize.Program) int) bool {
		ref, got := count(p.ref), count(p.got)
		if (ref == 0) == (got == 0) {
			return false
		}
		c.add(finding{prog: p.key, Difference: Difference{
			Key: "prog " + p.key + " " + key, Kind: kind, Impact: ImpactMetadata,
			Reference: recordCount(ref), Got: recordCount(got),
		}})
		return true
	}
	return wholeInfo{
		funcs: whole("func_info", KindFuncInfo, funcRecords),
		lines: whole("line_info", KindLineInfo, lineRecords),
	}
}

func recordCount(n int) string {
	switch n {
	case 0:
		return absent
	case 1:
		return "1 record"
	}
	return fmt.Sprintf("%d records", n)
}

func funcRecords(p *normalize.Program) int {
	n := 0
	for _, f := range p.Funcs {
		if len(f.Info) > 0 {
			n++
		}
	}
	return n
}

func lineRecords(p *normalize.Program) int {
	n := 0
	for _, f := range p.Funcs {
		for _, in := range f.Insns {
			if in.Line != "" {
				n++
			}
		}
	}
	return n
}

// compareFuncInfo compares the func_info of a function.
func (c *comparer) compareFuncInfo(p progPair, fn funcPair) {
	key := "prog " + p.key + " func_info " + fn.name
	var found []*finding
	report := func(suffix, ref, got string, impact Impact) {
		found = append(found, c.add(finding{prog: p.key, Difference: Difference{
			Key: key + suffix, Kind: KindFuncInfo, Impact: impact, Reference: ref, Got: got,
		}}))
	}
	if (len(fn.ref.Info) == 0) != (len(fn.got.Info) == 0) {
		report("", infoText(fn.ref.Info), infoText(fn.got.Info), ImpactMetadata)
		return
	}
	c.compareFields(fn.ref.Info, fn.got.Info, func(ref, got normalize.Field) {
		impact := ImpactMetadata
		if ref.Name == "name" {
			impact = ImpactNaming
		}
		report(" "+ref.Name, orNotSet(ref.Value), orNotSet(got.Value), impact)
	}, key+" ")
	linkRecord(found, key)
}

// linkRecord makes the differences of one record one cause: a record holds a place and a type and nothing else, so a
// record of another function differs in all that is shown of it.
func linkRecord(found []*finding, key string) {
	if len(found) == 0 {
		return
	}
	first := found[0]
	for _, f := range found {
		if f.Key == key+" type" {
			first = f
		}
	}
	for _, f := range found {
		f.follow(first)
	}
}

func infoText(fields []normalize.Field) string {
	if len(fields) == 0 {
		return absent
	}
	var parts []string
	for _, f := range fields {
		parts = append(parts, f.Name+" "+f.Value)
	}
	return strings.Join(parts, ", ")
}

// A lineStep is one step through two aligned functions: a pair of counterparts, or a range that differs.
type lineStep struct {
	lo, hi   int      // the reference's instructions
	ref, got []string // the line records that start here
}

// compareLines compares the line_info of a function. A run of records that differ is one difference.
func (c *comparer) compareLines(p progPair, fn funcPair, d *diffing, changes []change) {
	var run []lineStep
	flush := func() {
		if len(run) > 0 {
			c.lineDifference(p, fn, run, changes)
			run = nil
		}
	}
	for _, s := range d.lineSteps() {
		if len(s.ref) == 0 && len(s.got) == 0 {
			continue
		}
		if strings.Join(s.ref, "\n") == strings.Join(s.got, "\n") {
			flush()
			continue
		}
		run = append(run, s)
	}
	flush()
}

// records writes the line records of one side of s, with the place of s in a run of several.
func (s lineStep) records(fn funcPair, lines []string, steps int) []string {
	if steps == 1 {
		return lines
	}
	where := "insn"
	if s.lo == s.hi { // the loader put something in
		where = "before insn"
	}
	var out []string
	for _, l := range lines {
		out = append(out, fmt.Sprintf("%s %d: %s", where, slotOf(fn.ref.Insns, s.lo), l))
	}
	return out
}

// lineDifference reports a run of steps that differ. It follows a change in instructions if all of it lies in changes, or if
// the records are the same and only start at what was changed or put in, or no longer do.
func (c *comparer) lineDifference(p progPair, fn funcPair, run []lineStep, changes []change) {
	var ref, got []string
	caused, same := true, slices.Equal(recordsOf(run))
	var cause *finding
	for _, s := range run {
		ref, got = append(ref, s.records(fn, s.ref, len(run))...), append(got, s.records(fn, s.got, len(run))...)
		at := causeAt(changes, s)
		caused = caused && at != nil
		if cause == nil {
			cause = at
		}
	}
	f := c.add(finding{prog: p.key, Difference: Difference{
		Key:  fmt.Sprintf("%s insn %d line", fn.key, slotOf(fn.ref.Insns, run[0].lo)),
		Kind: KindLineInfo, Impact: ImpactMetadata,
		Reference: joinOrAbsent(ref), Got: joinOrAbsent(got),
	}})
	if caused || same {
		f.follow(cause)
	}
}

// recordsOf returns the line records of a run on both sides.
func recordsOf(run []lineStep) (ref, got []string) {
	for _, s := range run {
		ref, got = append(ref, s.ref...), append(got, s.got...)
	}
	return ref, got
}

// lineSteps walks through both functions side by side.
func (d *diffing) lineSteps() []lineStep {
	var steps []lineStep
	next := 0 // the next range that differs
	for i := 0; i <= len(d.match); i++ {
		if next < len(d.texts) && d.texts[next].refLo == i {
			steps = append(steps, d.lineStep(d.texts[next]))
			i = d.texts[next].refHi
			next++
		}
		if i < len(d.match) {
			steps = append(steps, d.lineStep(hunk{i, i + 1, d.match[i], d.match[i] + 1}))
		}
	}
	return steps
}

// lineStep makes a step of a range. Poisoned instructions are given no line records, so where one side alone is
// poisoned there is nothing to compare.
func (d *diffing) lineStep(h hunk) lineStep {
	ref, got := d.ref.insns[h.refLo:h.refHi], d.got.insns[h.gotLo:h.gotHi]
	if hasPoison(ref) != hasPoison(got) {
		return lineStep{lo: h.refLo, hi: h.refHi}
	}
	return lineStep{h.refLo, h.refHi, lineTexts(ref), lineTexts(got)}
}

// causeAt returns the change in instructions that holds step s, or nil.
func causeAt(changes []change, s lineStep) *finding {
	for _, ch := range changes {
		if ch.refLo <= s.lo && s.hi <= ch.refHi {
			return ch.found
		}
	}
	return nil
}

func lineTexts(insns []normalize.Insn) []string {
	var out []string
	for _, in := range insns {
		if in.Line != "" {
			out = append(out, lineText(in))
		}
	}
	return out
}

func lineText(in normalize.Insn) string {
	if in.Src == "" {
		return in.Line
	}
	return in.Line + ": " + in.Src
}

func joinOrAbsent(lines []string) string {
	if len(lines) == 0 {
		return absent
	}
	return strings.Join(lines, "\n")
}
