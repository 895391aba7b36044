package normalize

import (
	"difftest/insn"
)

// text writes the instructions of a function.
func (p *prog) text(f *function) []Insn {
	labels := p.labels(f)
	var out []Insn
	for n := 0; n < len(f.insns); n++ {
		i := f.insns[n]
		v, taken := p.insnText(f, n, labels)
		in := Insn{
			Index: i.Slot - f.start, Label: labels[i.Slot],
			Text: v.text, Raw: v.raw, Rules: v.rules,
		}
		if !p.isPoisoned(i) {
			p.giveLines(&in, i)
		}
		out = append(out, in)
		n += taken - 1
	}
	if p.a.broken && f.end == p.lastSlot() {
		out = append(out, Insn{Index: f.end - f.start, Text: "the program ends inside an instruction"})
	}
	return out
}

func (p *prog) lastSlot() int {
	last := p.a.insns[len(p.a.insns)-1]
	return last.Slot + last.Slots()
}

// insnText writes the instruction with number n of a function, and says how many instructions it stands for.
func (p *prog) insnText(f *function, n int, labels map[int]string) (v value, taken int) {
	i := f.insns[n]
	v = plain(i.Text())
	if taken = p.poison(&v, f, n); taken > 0 {
		return v, taken
	}
	switch i.Ref() {
	case insn.RefMapFD, insn.RefMapValue, insn.RefMapIndex, insn.RefMapValueIndex:
		p.mapRef(&v, i)
	case insn.RefBTF:
		p.ksym(&v, i)
	case insn.RefFunc, insn.RefCall:
		p.funcRef(&v, i)
	case insn.RefHelper:
		if name, ok := insn.HelperName(i.Imm); ok {
			v = plain(i.Symbolic(name))
		}
	case insn.RefKfunc:
		p.kfunc(&v, i)
	default:
		p.localType(&v, f, i)
		p.jump(&v, i, labels)
	}
	return v, 1
}
