package diffreport

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"difftest/normalize"
)

// contextLines is how many equal instructions a Detail shows before and after a change.
const contextLines = 2

// A change is a hunk with the finding that reports it.
type change struct {
	hunk
	found *finding
}

// compareInsns reports each change of a function as one difference.
func (c *comparer) compareInsns(p progPair, fn funcPair, d *diffing) []change {
	c.compared.Insns += len(d.ref.insns)
	var changes []change
	for i, h := range d.changes {
		before, after := d.around(i)
		refLines, gotLines := d.refLines(h.refLo, h.refHi), d.gotLines(h)
		f := c.add(finding{prog: p.key, Difference: Difference{
			Key:  fmt.Sprintf("%s insn %d", fn.key, slotOf(d.ref.insns, h.refLo)),
			Kind: KindInstructions, Impact: p.impact(),
			Reference: textOf(refLines), Got: textOf(gotLines),
			Detail: &Detail{
				Before: before, Reference: refLines, Got: gotLines, After: after,
				Source: sourceAt(d.ref.insns, h),
			},
		}})
		if d.sameTypeIDs(h) {
			f.untold = true
			if f.Impact == ImpactSilent { // both run the same
				f.Impact = ImpactMetadata
			}
		}
		c.noteSubstitutions(d, h, f)
		changes = append(changes, change{h, f})
	}
	c.equalInsns(fn, d)
	return changes
}

// sameTypeIDs reports whether the instructions of h are the same but that BTF tells of one side alone what type a number
// stands for.
func (d *diffing) sameTypeIDs(h hunk) bool {
	refs, gots := d.ref.insns[h.refLo:h.refHi], d.got.insns[h.gotLo:h.gotHi]
	return slices.EqualFunc(refs, gots, func(r, g normalize.Insn) bool {
		return hasRule(r, normalize.BTFIDs) != hasRule(g, normalize.BTFIDs) && rawText(r) == rawText(g)
	})
}

func hasRule(in normalize.Insn, rule string) bool { return slices.Contains(in.Rules, rule) }

// rawText is an instruction before any rule.
func rawText(in normalize.Insn) string { return rawOf(in.Raw, in.Text, in.Rules).text }

// equalInsns takes note of the rules between instructions that are equal.
func (c *comparer) equalInsns(fn funcPair, d *diffing) {
	next := 0 // the next change
	for i, j := range d.match {
		for next < len(d.changes) && d.changes[next].refHi <= i {
			next++
		}
		if j < 0 || next < len(d.changes) && d.changes[next].refLo <= i {
			continue
		}
		r, g := d.ref.insns[i], d.got.insns[j]
		c.noteSubstitutions(d, hunk{i, i + 1, j, j + 1}, nil)
		c.equal(rawOf(r.Raw, r.Text, r.Rules), rawOf(g.Raw, g.Text, g.Rules), r.Text,
			func() string { return fmt.Sprintf("%s insn %d", fn.key, r.Index) })
	}
}

// slotOf is the index in 8-byte slots of instruction i, or of the end.
func slotOf(insns []normalize.Insn, i int) int {
	switch {
	case i < len(insns):
		return insns[i].Index
	case len(insns) == 0:
		return 0
	}
	last := insns[len(insns)-1]
	if strings.HasSuffix(last.Text, " ll") {
		return last.Index + 2
	}
	return last.Index + 1
}

// around returns the equal instructions before and after change i.
func (d *diffing) around(i int) (before, after []Line) {
	h, lo, hi := d.changes[i], 0, len(d.ref.insns)
	if i > 0 {
		lo = d.changes[i-1].refHi
	}
	if i+1 < len(d.changes) {
		hi = d.changes[i+1].refLo
	}
	return d.refLines(max(lo, h.refLo-contextLines), h.refLo), d.refLines(h.refHi, min(hi, h.refHi+contextLines))
}

func (d *diffing) refLines(lo, hi int) []Line {
	var lines []Line
	for _, in := range d.ref.insns[lo:hi] {
		lines = append(lines, Line{in.Index, in.Label, in.Text})
	}
	return lines
}

// gotLines returns the loader's instructions of h with their jumps told by the reference's labels.
func (d *diffing) gotLines(h hunk) []Line {
	var lines []Line
	for j := h.gotLo; j < h.gotHi; j++ {
		in := d.got.insns[j]
		text := in.Text
		if to := d.got.target[j]; to >= 0 {
			rest, _ := splitLabel(text)
			text = rest + d.placeOf(to)
		}
		lines = append(lines, Line{in.Index, "", text})
	}
	return lines
}

// placeOf names place j of the loader's function as the reference would: by its label, else by its index.
func (d *diffing) placeOf(j int) string {
	for i := range d.ref.insns {
		if !d.corresponds(i, j) {
			continue
		}
		if label := d.ref.insns[i].Label; label != "" {
			return label
		}
		return "insn " + strconv.Itoa(d.ref.insns[i].Index)
	}
	if j == len(d.got.insns) {
		return "its end"
	}
	return "its insn " + strconv.Itoa(d.got.insns[j].Index)
}

// textOf joins the texts of lines; without any it says so.
func textOf(lines []Line) string {
	if len(lines) == 0 {
		return absent
	}
	var texts []string
	for _, l := range lines {
		texts = append(texts, l.Text)
	}
	return strings.Join(texts, "\n")
}

// sourceAt returns the source line that the reference's instructions of h come from, or "". Of an empty range it is
// that of the instruction before.
func sourceAt(insns []normalize.Insn, h hunk) string {
	i := h.refLo
	if h.refLo == h.refHi {
		i--
	}
	for ; i >= 0; i-- {
		if insns[i].Line != "" {
			return strings.TrimSpace(insns[i].Src) + " @ " + insns[i].Line
		}
	}
	return ""
}

// funcSize describes a function that only one side has.
func funcSize(f *normalize.Func) string {
	if f == nil {
		return absent
	}
	return fmt.Sprintf("%d instructions", len(f.Insns))
}

func appendInt(b []byte, n int) []byte { return append(strconv.AppendInt(b, int64(n), 10), '\n') }
