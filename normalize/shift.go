package normalize

import (
	"slices"

	"difftest/insn"
)

// A shift says how far the instructions of a function stand from where the object has them. A loader that leaves one
// out or puts one in moves all that follow.
type shift struct {
	from int // slots of the function as it was sent, from its start: what stands before has not moved
	by   int // slots that the others stand further on
}

// origin is the slot at which the object has the instruction at slot.
func (m shift) origin(slot int) int {
	if slot < m.from {
		return slot
	}
	return slot - m.by
}

// shiftOf compares a function with the object's: of equal length they stand slot by slot, else as far as the beginnings
// are alike nothing has moved, and behind that all has.
func (s *symbols) shiftOf(f *function) shift {
	sym := s.named(f)
	if sym == nil || sym.size == f.end-f.start {
		return shift{}
	}
	c := codeAt(f.insns, f.start, f.end)
	for _, want := range sym.code {
		i, ok := c[want.Slot]
		if !ok || !sym.soft[want.Slot] && stayed(i) != stayed(want) {
			return shift{from: want.Slot, by: f.end - f.start - sym.size}
		}
	}
	return shift{from: sym.size}
}

// stayed is an instruction without the distance of a jump, which may go over what was put in or left out.
func stayed(i insn.Insn) insn.Insn {
	if _, ok := i.Jump(); !ok {
		return i
	}
	if i.Off = 0; i.Op == insn.OpJumpFar {
		i.Imm = 0
	}
	return i
}

// endStays reports whether the symbol's last instruction stands where the object has it, and nothing was put in or left
// out before.
func (s *symbol) endStays(insns []insn.Insn) bool {
	if len(s.code) == 0 { // of a damaged object
		return false
	}
	last := s.code[len(s.code)-1]
	if !slices.ContainsFunc(insns, func(i insn.Insn) bool { return stayed(i) == stayed(last) }) {
		return false
	}
	c := codeAt(insns, 0, s.size+maxShift)
	differ, _ := s.mismatches(c)
	return differ == s.leastMismatches(c)
}

// named returns the object's function that f was made from, by its name where that is all that is known.
func (s *symbols) named(f *function) *symbol {
	if f.symbol != nil {
		return f.symbol
	}
	for _, sym := range s.funcs {
		if sym.Name == f.name {
			return sym
		}
	}
	return nil
}
