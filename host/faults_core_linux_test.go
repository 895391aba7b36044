package host

import (
	"fmt"
	"slices"

	"difftest/insn"
)

// Constants that libbpf puts where something could not be resolved.
// https://github.com/libbpf/libbpf/blob/v1.7.0/src/relo_core.c#L984,
// https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L6146
const (
	poisonCore  = 0xbad2310
	poisonMap   = 2001000000
	poisonKfunc = 2002000000
)

// isPoison reports whether libbpf put i where something could not be resolved.
func isPoison(i insn.Insn) bool {
	return i.Op == insn.OpCall && i.Src == 0 && (i.Imm == poisonCore || i.Imm >= poisonMap)
}

// insnPlace is how a recording calls the descriptor in the instruction at a slot.
func insnPlace(slot int) string { return fmt.Sprintf("insns[%d]", slot) }

// Kinds of CO-RE relocations (enum bpf_core_relo_kind).
const (
	coreFieldOffset = 0
	coreFieldSize   = 1
	coreEnumValue   = 11
)

// Faults in CO-RE relocations and in what stands where something could not be resolved.
var coreFaults = []fault{
	insnFault("CO-RE offset one field further", coreEdit(coreFieldOffset, 8)),
	insnFault("CO-RE size", coreEdit(coreFieldSize, 4)),
	insnFault("CO-RE enumerator", coreEdit(coreEnumValue, 1)),
	insnFault("no poison", poisonEdit(func(i insn.Insn) insn.Insn {
		return insn.Insn{Op: insn.OpMov64Imm, Slot: i.Slot}
	})),
	insnFault("poison for another reason", poisonEdit(func(i insn.Insn) insn.Insn {
		if i.Imm == poisonCore {
			i.Imm = poisonKfunc
		} else {
			i.Imm = poisonCore
		}
		return i
	})),
	insnFault("poison too many", simple(func(p *sentProg, i insn.Insn) (insn.Insn, bool) {
		_, ok := p.core(i.Slot)
		return insn.Insn{Op: insn.OpCall, Imm: poisonCore, Slot: i.Slot}, ok && !i.Wide && !isPoison(i)
	})),
	insnFault("another constant of poison", func(_ *sentProg, i insn.Insn) (insn.Insn, bool, string) {
		ok := isPoison(i) && i.Imm != poisonCore
		i.Imm++
		return i, ok, "poison"
	}),
}

// coreEdit is an edit of what a CO-RE relocation gave.
func coreEdit(kind uint32, add int16) insnEdit {
	return simple(func(p *sentProg, i insn.Insn) (insn.Insn, bool) {
		r, ok := p.core(i.Slot)
		switch {
		case isMem(i):
			i.Off += add
		case i.Wide:
			i.Imm64 += uint64(add)
			i.Imm = int32(i.Imm64)
		default:
			i.Imm += int32(add)
		}
		return i, ok && r.Kind == kind && !isPoison(i)
	})
}

// poisonEdit is an edit of an instruction that could not be resolved: of the first half, where two stand for one.
func poisonEdit(change func(insn.Insn) insn.Insn) insnEdit {
	return simple(func(p *sentProg, i insn.Insn) (insn.Insn, bool) {
		half := i
		half.Slot--
		return change(i), isPoison(i) && !slices.Contains(p.insns, half)
	})
}
