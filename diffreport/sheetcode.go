package diffreport

import (
	"strconv"
	"strings"

	"difftest/normalize"
)

// functions adds the functions of a program, instruction by instruction.
func (b *sheetBuilder) functions(p progPair, ref, got *normalize.Program) {
	pairs, funcNames := pairFuncs(p.key, ref, got)
	if len(ref.Funcs) == 0 || len(got.Funcs) == 0 {
		pairs = oneSided(p.key, ref.Funcs, got.Funcs)
	}
	whole := b.wholeInfo(p, ref, got)
	refNames, gotNames := renames{maps: b.c.names.ref}, renames{maps: b.c.names.got, funcs: funcNames}
	for _, fn := range pairs {
		b.function(p, fn, whole, diffCode(newCode(bodyOf(fn.ref).Insns, refNames), newCode(bodyOf(fn.got).Insns, gotNames)))
	}
}

// wholeInfo adds a row for debug information that one side has none of, which is one difference and not one of each
// function and instruction.
func (b *sheetBuilder) wholeInfo(p progPair, ref, got *normalize.Program) wholeInfo {
	whole := func(name string, count func(*normalize.Program) int) bool {
		key := "prog " + p.key + " " + name
		if b.diffs[key] == 0 {
			return false
		}
		text := func(n int) string {
			if n == 0 {
				return ""
			}
			return recordCount(n)
		}
		b.value(RowField, name, text(count(ref)), text(count(got)), key)
		return true
	}
	return wholeInfo{funcs: whole("func_info", funcRecords), lines: whole("line_info", lineRecords)}
}

func bodyOf(f *normalize.Func) *normalize.Func {
	if f == nil {
		return &normalize.Func{}
	}
	return f
}

// oneSided pairs functions of a program that one side alone gave to the kernel.
func oneSided(prog string, refs, gots []normalize.Func) []funcPair {
	var pairs []funcPair
	for i := range refs {
		pairs = append(pairs, funcPair{key: "prog " + prog, name: refs[i].Name, ref: &refs[i]})
	}
	for i := range gots {
		pairs = append(pairs, funcPair{key: "prog " + prog, name: gots[i].Name, got: &gots[i]})
	}
	return pairs
}

func (b *sheetBuilder) function(p progPair, fn funcPair, whole wholeInfo, d *diffing) {
	cell := func(f *normalize.Func) *SheetCell {
		if f == nil {
			return nil
		}
		return &SheetCell{Text: "func " + f.Name}
	}
	b.add(RowFunc, cell(fn.ref), cell(fn.got), fn.key+" name", fn.key)
	if fn.ref == nil || fn.got == nil {
		defer func(whole int) { b.whole = whole }(b.whole)
		b.whole = b.number(fn.key)
	}
	if info := "prog " + p.key + " func_info " + fn.name; whole.funcs {
		b.fields(bodyOf(fn.ref).Info, bodyOf(fn.ref).Info, info)
	} else {
		b.fields(bodyOf(fn.ref).Info, bodyOf(fn.got).Info, info+" ", info)
	}
	b.code(fn, d, whole.lines)
}

// code adds two aligned functions. With anyLine, lines of source are not compared.
func (b *sheetBuilder) code(fn funcPair, d *diffing, anyLine bool) {
	next, lines := 0, lineRun{any: anyLine}
	for i := 0; i <= len(d.ref.insns); i++ {
		if next < len(d.changes) && d.changes[next].refLo == i {
			h := d.changes[next]
			b.change(fn, d, h)
			next++
			if h.refHi > i { // else something is inserted before instruction i
				i = h.refHi - 1
				continue
			}
		}
		if i < len(d.ref.insns) {
			b.equal(fn, d, i, &lines)
		}
	}
}

// A lineRun is where lines of source began to differ: records that follow each other and differ are one difference.
type lineRun struct {
	any bool   // lines are not compared
	key string // of the difference, or empty
}

// equal adds an instruction that is the same on both sides. Where its line of source is not, it is marked.
func (b *sheetBuilder) equal(fn funcPair, d *diffing, i int, lines *lineRun) {
	ref, got := d.ref.insns[i], d.got.insns[d.match[i]]
	b.label(ref.Label)
	left, right := insnCell(ref), insnCell(got)
	right.Name, right.Text = left.Name, left.Text // what is called otherwise alone, or lies elsewhere, is the same
	switch same := left.At == right.At && left.Source == right.Source; {
	case lines.any:
		right.Source, right.At = left.Source, left.At
	case same && left.At != "":
		lines.key = ""
	case !same && lines.key == "":
		lines.key = fn.key + " insn " + strconv.Itoa(ref.Index) + " line"
	}
	b.add(RowInsn, left, right, lines.key)
}

// change adds instructions that differ, the first of either side beside each other. All of them show where they come
// from, the first ones even where their line of source began before.
func (b *sheetBuilder) change(fn funcPair, d *diffing, h hunk) {
	key := fn.key + " insn " + strconv.Itoa(slotOf(d.ref.insns, h.refLo))
	gots := d.gotLines(h)
	for n := range max(h.refHi-h.refLo, len(gots)) {
		var left, right *SheetCell
		if i := h.refLo + n; i < h.refHi {
			b.label(d.ref.insns[i].Label)
			left = insnCell(d.ref.insns[i])
			if n == 0 && left.Source == "" {
				left.Source, left.At = sourceOf(d.ref.insns, i)
			}
		}
		if n < len(gots) {
			right = insnCell(d.got.insns[h.gotLo+n])
			right.Text = gots[n].Text
			if n == 0 && right.Source == "" {
				right.Source, right.At = sourceOf(d.got.insns, h.gotLo)
			}
		}
		b.add(RowInsn, left, right, key)
	}
}

func (b *sheetBuilder) label(name string) {
	if name != "" {
		b.both(RowLabel, name)
	}
}

func insnCell(in normalize.Insn) *SheetCell {
	return &SheetCell{Name: strconv.Itoa(in.Index), Text: in.Text, Source: strings.TrimSpace(in.Src), At: in.Line}
}

// sourceOf returns the line of source that instruction i comes from.
func sourceOf(insns []normalize.Insn, i int) (source, at string) {
	for ; i >= 0; i-- {
		if insns[i].Line != "" {
			return strings.TrimSpace(insns[i].Src), insns[i].Line
		}
	}
	return "", ""
}
