package host

import (
	"fmt"
	"slices"

	"difftest/diffreport"
	"difftest/insn"
	"difftest/object"
	"difftest/uapi"
)

// An insnEdit says what stands in the place of an instruction, of the same length. ok is false if nothing does; erased
// is the rule by which the change would mean nothing.
type insnEdit func(p *sentProg, i insn.Insn) (to insn.Insn, ok bool, erased string)

// insnFault is a fault in one instruction.
func insnFault(name string, edit insnEdit) fault {
	return fault{name, diffreport.KindInstructions, diffreport.ImpactSilent, func(s *sample) []place {
		var out []place
		for _, p := range s.progs {
			for _, i := range p.insns {
				if to, ok, erased := edit(p, i); ok && to != i {
					out = append(out, place{at: p.key(i.Slot), erased: erased, change: instead(p, to)})
				}
			}
		}
		return out
	}}
}

// simple is an edit that no rule makes meaningless.
func simple(change func(p *sentProg, i insn.Insn) (insn.Insn, bool)) insnEdit {
	return func(p *sentProg, i insn.Insn) (insn.Insn, bool, string) {
		to, ok := change(p, i)
		return to, ok, ""
	}
}

// field is an edit of one operand of the instructions that is accepts.
func field(is func(insn.Insn) bool, change func(*insn.Insn)) insnEdit {
	return simple(func(_ *sentProg, i insn.Insn) (insn.Insn, bool) {
		ok := is(i)
		change(&i)
		return i, ok
	})
}

// instead puts instructions in the place of those of p with the same slots. Descriptors stay those of the process.
func instead(p *sentProg, list ...insn.Insn) func(*flight) {
	return inProg(p, func(f *flight, attr *uapi.ProgLoadAttr) {
		for _, i := range f.insns(attr) {
			n := slices.IndexFunc(list, func(to insn.Insn) bool { return to.Slot == i.Slot })
			if n < 0 {
				continue
			}
			to := list[n]
			if namesMap(i) && namesMap(to) {
				to.Imm, to.Imm64 = i.Imm, to.Imm64&^0xffffffff|uint64(uint32(i.Imm))
			}
			f.write(attr.Insns.Addr()+uint64(i.Slot)*insn.SlotSize, to.Append(nil, native))
		}
	})
}

// inProg makes a change to the calls that load p.
func inProg(p *sentProg, change func(*flight, *uapi.ProgLoadAttr)) func(*flight) {
	return func(f *flight) {
		attr, ok := f.attr.(*uapi.ProgLoadAttr)
		if ok && attr.ProgName == p.attr.ProgName && attr.InsnCnt == p.attr.InsnCnt && attr.ProgType == p.attr.ProgType {
			change(f, attr)
		}
	}
}

// key is the key of a difference in the instruction at a slot.
func (p *sentProg) key(slot int) string {
	f := p.funcAt(slot)
	if f.start == 0 {
		return fmt.Sprintf("prog %s insn %d", p.name, slot)
	}
	return fmt.Sprintf("prog %s func %s insn %d", p.name, f.name, slot-f.start)
}

func (p *sentProg) funcAt(slot int) sentFunc {
	for _, f := range p.funcs {
		if slot < f.end {
			return f
		}
	}
	return p.funcs[len(p.funcs)-1]
}

// core returns the CO-RE relocation of the instruction at a slot.
func (p *sentProg) core(slot int) (object.CORERelo, bool) {
	f := p.funcAt(slot)
	for _, r := range p.s.obj.Facts.CORE {
		if r.Func == f.name && r.Insn == slot-f.start {
			return r, true
		}
	}
	return object.CORERelo{}, false
}

// next returns the instruction behind i in the same function.
func (p *sentProg) next(i insn.Insn) (insn.Insn, bool) {
	slot := i.Slot + i.Slots()
	n := slices.IndexFunc(p.insns, func(o insn.Insn) bool { return o.Slot == slot })
	if n < 0 || p.funcAt(slot) != p.funcAt(i.Slot) {
		return insn.Insn{}, false
	}
	return p.insns[n], true
}

// isTarget reports whether an instruction of p goes to a slot.
func (p *sentProg) isTarget(slot int) bool {
	return slices.ContainsFunc(p.insns, func(i insn.Insn) bool {
		distance, ok := i.Jump()
		return ok && i.Slot+i.Slots()+distance == slot
	})
}

const srcBit = 0x08 // the operand is a register

// Operations of arithmetic and jumps, the high four bits.
const (
	opNeg  = 0x80
	opSwap = 0xd0
	opMov  = 0xb0

	jumpAlways = 0x00
	jumpCall   = 0x80
	jumpExit   = 0x90
	jumpMay    = 0xe0
)

func operation(i insn.Insn) byte { return i.Op & 0xf0 }
func isALU(i insn.Insn) bool {
	return i.Class() == insn.ClassALU32 || i.Class() == insn.ClassALU64
}

func isMem(i insn.Insn) bool {
	return i.Class() == insn.ClassLoadMem || i.Class() == insn.ClassStore || i.Class() == insn.ClassStoreX
}

// isComputed reports whether i computes with two operands.
func isComputed(i insn.Insn) bool { return isALU(i) && operation(i) != opNeg && operation(i) != opSwap }

// isBranch reports whether i is a jump on a condition.
func isBranch(i insn.Insn) bool {
	if i.Class() != insn.ClassJump && i.Class() != insn.ClassJump32 {
		return false
	}
	return !slices.Contains([]byte{jumpAlways, jumpCall, jumpExit, jumpMay}, operation(i))
}

func namesMap(i insn.Insn) bool {
	return i.Ref() == insn.RefMapFD || i.Ref() == insn.RefMapValue
}

func both(a, b func(insn.Insn) bool) func(insn.Insn) bool {
	return func(i insn.Insn) bool { return a(i) && b(i) }
}

func hasSource(i insn.Insn) bool { return i.Op&srcBit != 0 }
func hasImm(i insn.Insn) bool    { return i.Op&srcBit == 0 }

// isNumber reports whether i loads 64 bits that refer to nothing.
func isNumber(i insn.Insn) bool { return i.Op == insn.OpLoadImm64 && i.Ref() == insn.RefNone }

// otherRegister is another register that programs may write.
func otherRegister(r byte) byte { return (r + 1) % 10 }

// coreTypeIDLocal is the CO-RE relocation whose value is the number of a type in the BTF that is sent.
const coreTypeIDLocal = 6

var insnFaults = []fault{
	insnFault("immediate", func(p *sentProg, i insn.Insn) (insn.Insn, bool, string) {
		ok, erased := isComputed(i) && hasImm(i), ""
		if r, isCore := p.core(i.Slot); isCore && r.Kind == coreTypeIDLocal {
			erased = "btf-ids"
		}
		i.Imm++
		return i, ok, erased
	}),
	insnFault("stored immediate", field(func(i insn.Insn) bool { return i.Class() == insn.ClassStore },
		func(i *insn.Insn) { i.Imm++ })),
	insnFault("64-bit immediate low", field(isNumber, func(i *insn.Insn) { i.Imm++; i.Imm64++ })),
	insnFault("64-bit immediate high", field(isNumber, func(i *insn.Insn) { i.Imm64 += 1 << 32 })),
	insnFault("offset", field(isMem, func(i *insn.Insn) { i.Off += 4 })),
	insnFault("source register", field(both(isComputed, hasSource), func(i *insn.Insn) { i.Src = otherRegister(i.Src) })),
	insnFault("destination register", field(isComputed, func(i *insn.Insn) { i.Dst = otherRegister(i.Dst) })),
	insnFault("base register", field(isMem, func(i *insn.Insn) {
		if i.Class() == insn.ClassLoadMem {
			i.Src = otherRegister(i.Src)
		} else {
			i.Dst = otherRegister(i.Dst)
		}
	})),
	insnFault("access width", field(isMem, func(i *insn.Insn) { i.Op ^= 0x10 })),
	insnFault("operation", field(isComputed, func(i *insn.Insn) { i.Op ^= 0x10 })),
	insnFault("32 bits for 64", field(isALU, func(i *insn.Insn) { i.Op ^= insn.ClassALU32 ^ insn.ClassALU64 })),
	insnFault("condition", field(isBranch, func(i *insn.Insn) { i.Op ^= 0x10 })),
	insnFault("compared immediate", field(both(isBranch, hasImm), func(i *insn.Insn) { i.Imm++ })),
	insnFault("compared register", field(both(isBranch, hasSource), func(i *insn.Insn) { i.Src = otherRegister(i.Src) })),
	insnFault("jump target", simple(func(p *sentProg, i insn.Insn) (insn.Insn, bool) {
		distance, ok := i.Jump()
		to := slices.IndexFunc(p.insns, func(o insn.Insn) bool { return o.Slot == i.Slot+i.Slots()+distance })
		if !ok || to < 0 || i.Op == insn.OpJumpFar || i.Op == insn.OpMayGoto {
			return i, false
		}
		next, ok := p.next(p.insns[to])
		i.Off += int16(next.Slot - p.insns[to].Slot)
		return i, ok
	})),
	{"swapped pair of independent instructions", diffreport.KindInstructions, diffreport.ImpactSilent, swappedPairs},
	insnFault("no operation instead", simple(func(p *sentProg, i insn.Insn) (insn.Insn, bool) {
		return insn.Insn{Op: insn.OpJump, Slot: i.Slot}, isComputed(i) || isMem(i)
	})),
}

// swappedPairs exchanges neighbours that set different registers, neither of which the other reads.
func swappedPairs(s *sample) []place {
	var out []place
	for _, p := range s.progs {
		for _, a := range p.insns {
			b, ok := p.next(a)
			if !ok || !isComputed(a) || !isComputed(b) || operation(a) != opMov || operation(b) != opMov || a.Dst == b.Dst ||
				hasSource(a) && a.Src == b.Dst || hasSource(b) && b.Src == a.Dst || p.isTarget(b.Slot) {
				continue
			}
			_, coreA := p.core(a.Slot)
			_, coreB := p.core(b.Slot)
			at := p.key(a.Slot)
			a.Slot, b.Slot = b.Slot, a.Slot
			if !coreA && !coreB {
				out = append(out, place{at: at, change: instead(p, a, b)})
			}
		}
	}
	return out
}
