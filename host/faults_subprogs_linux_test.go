package host

import (
	"slices"

	"difftest/diffreport"
	"difftest/insn"
	"difftest/uapi"
)

// imageFault is a fault in how a program is put together. places returns where, and what is done there.
func imageFault(name string, places func(*sentProg) []imagePlace) fault {
	return fault{name, diffreport.KindInstructions, diffreport.ImpactSilent, func(s *sample) []place {
		var out []place
		for _, p := range s.progs {
			for _, at := range places(p) {
				out = append(out, place{at: at.key, erased: at.erased, change: inProg(p, func(f *flight, a *uapi.ProgLoadAttr) {
					f.sendImage(a, at.make(f.image(a)))
				})})
			}
		}
		return out
	}}
}

type imagePlace struct {
	key    string
	make   func(*image) *image
	erased string
}

// end is the slot behind a program's last one.
func (p *sentProg) end() int { return int(p.attr.InsnCnt) }

// Instructions that are put in.
var (
	saveContext    = insn.Insn{Op: opMovX, Dst: 9, Src: 1}
	restoreContext = insn.Insn{Op: opMovX, Dst: 1, Src: 9}
	emptySub       = []insn.Insn{{Op: insn.OpMov64Imm}, {Op: insn.OpExit}}
	callOther      = insn.Insn{Op: insn.OpCall, Src: insn.PseudoCall}
	setNine        = insn.Insn{Op: insn.OpMov64Imm, Dst: 9, Imm: 4711}
)

const opMovX = insn.OpMov64Imm | srcBit

var subprogFaults = []fault{
	imageFault("missing instruction", func(p *sentProg) []imagePlace {
		var out []imagePlace
		for _, i := range p.insns {
			if next, ok := p.next(i); ok && p.isLoose(i) && !sameButSlot(i, next) {
				out = append(out, imagePlace{key: p.key(i.Slot), make: func(m *image) *image {
					return m.rebuild(piece{to: i.Slot}, piece{from: i.Slot + i.Slots(), to: p.end()})
				}})
			}
		}
		return out
	}),
	imageFault("extra instruction", func(p *sentProg) []imagePlace {
		var out []imagePlace
		for _, i := range p.insns {
			if p.isLoose(i) {
				out = append(out, imagePlace{key: p.key(i.Slot), make: func(m *image) *image {
					return m.rebuild(piece{to: i.Slot}, piece{fresh: []insn.Insn{setNine}}, piece{from: i.Slot, to: p.end()})
				}})
			}
		}
		return out
	}),
	imageFault("extra subprogram", func(p *sentProg) []imagePlace {
		if p.attr.FuncInfoCnt == 0 || p.attr.LineInfoCnt == 0 {
			return nil
		}
		return []imagePlace{{key: p.key(0), make: p.withSubprogram}}
	}),
	imageFault("subprogram dropped", func(p *sentProg) []imagePlace {
		last := p.funcs[len(p.funcs)-1]
		calls := p.callsOf(last.start)
		if last.start == 0 || len(calls) == 0 {
			return nil
		}
		return []imagePlace{{key: "prog " + p.name, make: func(m *image) *image { return m.rebuild(piece{to: last.start}) }}}
	}),
	imageFault("subprogram twice", func(p *sentProg) []imagePlace {
		var out []imagePlace
		for _, f := range p.funcs[1:] {
			if calls := p.callsOf(f.start); len(calls) == 2 { // which of them is changed depends on which is found first
				call := calls[1]
				out = append(out, imagePlace{key: "prog " + p.name, make: func(m *image) *image {
					m = m.rebuild(piece{to: p.end()}, piece{from: f.start, to: f.end})
					n := slices.IndexFunc(m.insns, func(i insn.Insn) bool { return i.Slot == call })
					m.insns[n].Imm = int32(p.end() - call - 1)
					return m
				}})
			}
		}
		return out
	}),
	imageFault("subprograms in another order", func(p *sentProg) []imagePlace {
		if len(p.funcs) < 3 {
			return nil
		}
		return []imagePlace{{key: "prog " + p.name, erased: "subprogram-order", make: func(m *image) *image {
			var pieces []piece
			for _, f := range p.funcs {
				pieces = append(pieces, piece{from: f.start, to: f.end})
			}
			slices.Reverse(pieces[1:])
			return m.rebuild(pieces...)
		}}}
	}),
}

// isLoose reports whether i stands in the middle of a function and no record of a line starts there, so that it can be
// left out, or another put before it.
func (p *sentProg) isLoose(i insn.Insn) bool {
	_, core := p.core(i.Slot)
	return (isComputed(i) || isMem(i)) && !core && p.funcAt(i.Slot).start != i.Slot && !hasRecord(p.lineRecords(), i.Slot)
}

func sameButSlot(a, b insn.Insn) bool {
	a.Slot = b.Slot
	return a == b
}

// callsOf lists the slots of the calls of the function that starts at a slot.
func (p *sentProg) callsOf(start int) []int {
	var out []int
	for _, i := range p.insns {
		if to, ok := i.Target(); ok && to == start && i.Ref() == insn.RefCall {
			out = append(out, i.Slot)
		}
	}
	return out
}

// withSubprogram puts a subprogram behind the program, which it calls first.
func (p *sentProg) withSubprogram(m *image) *image {
	call := callOther
	call.Imm = int32(1 + p.end()) // over what restores the context, and the program
	start := []insn.Insn{saveContext, call, restoreContext}
	m = m.rebuild(piece{fresh: start}, piece{to: p.end()}, piece{fresh: emptySub})
	m.funcs[0], m.lines[0] = recordAt(m.funcs[0], 0), recordAt(m.lines[0], 0)
	m.funcs = append(m.funcs, recordAt(m.funcs[0], p.end()+len(start)))
	m.lines = append(m.lines, recordAt(m.lines[0], p.end()+len(start)))
	return m
}
