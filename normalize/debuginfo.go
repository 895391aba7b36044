package normalize

import (
	"fmt"

	"difftest/btf"
	"difftest/insn"
)

// line is one record of line_info.
type line struct{ place, src string }

// readLines reads the records of line_info.
func (p *prog) readLines() {
	data, ok := p.a.call.memory("line_info")
	if !ok || p.a.btf == nil {
		return
	}
	infos, err := p.a.btf.spec.LineInfos(data, int(p.a.attr.LineInfoRecSize), p.order)
	if err != nil {
		return
	}
	p.hasLines, p.lines = true, map[int][]line{}
	for _, l := range infos {
		place := fmt.Sprintf("%s:%d:%d", l.File, l.Line, l.Col)
		p.lines[int(l.InsnOff)] = append(p.lines[int(l.InsnOff)], line{place, l.Text})
	}
}

// giveLines gives an instruction the records that start at it or, where none may, inside it.
func (p *prog) giveLines(in *Insn, i insn.Insn) {
	for slot := i.Slot; slot < i.Slot+i.Slots(); slot++ {
		for _, l := range p.lines[slot] {
			if slot > i.Slot {
				l.place += " (inside)"
			}
			if in.Line != "" {
				in.Line, in.Src = in.Line+" | ", in.Src+" | "
			}
			in.Line, in.Src = in.Line+l.place, in.Src+l.src
		}
	}
}

// funcInfo writes the record of func_info that belongs to f, and those that lie in f but start no function. Records
// that lie in no function at all are shown with the last one.
func (p *prog) funcInfo(f *function) []Field {
	var out fields
	if f.info != nil {
		p.describe(&out, f)
	}
	for i := range p.a.infos {
		info := &p.a.infos[i]
		at, last := int(info.InsnOff), f == p.funcs[len(p.funcs)-1]
		if at >= f.start && (at < f.end || last) && info != f.info {
			out.text(fmt.Sprintf("record at %d", int(info.InsnOff)-f.start), p.a.btf.spec.Ref(info.TypeID))
		}
	}
	return out
}

func (p *prog) describe(out *fields, f *function) {
	spec := p.a.btf.spec
	t, ok := spec.Type(f.info.TypeID)
	if !ok || t.Kind != btf.Func {
		out.text("type", spec.Ref(f.info.TypeID))
		return
	}
	if t.Name != f.name {
		out.text("name", t.Name)
	}
	v := plain(fmt.Sprintf("type %d", f.info.TypeID))
	p.apply(&v, btfIDs, t.Linkage.String())
	out.add("linkage", v)
	out.text("type", p.a.btf.decl(t.Type))
}
