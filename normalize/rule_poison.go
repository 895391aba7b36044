package normalize

import "difftest/insn"

var poison = Rule{
	Name: "poison",
	Erases: "which constant stands where a loader could not resolve something, that libbpf and aya put two calls where " +
		"a 16-byte load was and cilium/ebpf a load of r10, and the source line there, which cilium/ebpf replaces",
	Because: "the verifier refuses every one of them if it is reached, and none does anything if not; the number in it " +
		"means something to the library alone",
	Source: "https://github.com/libbpf/libbpf/blob/v1.7.0/src/relo_core.c#L984 (core), " +
		"https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L6146 (map, kfunc), " +
		"https://github.com/cilium/ebpf/blob/v0.22.0/btf/core.go#L54 (core), " +
		"https://github.com/cilium/ebpf/blob/v0.22.0/linker.go#L252 (kfunc)",
	Keeps: "that an instruction is poisoned, whether for CO-RE, a map or a kernel function, and how wide it is: one " +
		"poison missing, too many, or for another reason",
}

// Constants of poisoned instructions.
const (
	poisonCore        = 0xbad2310  // libbpf, cilium/ebpf and aya
	poisonKfuncCilium = 0xdedc0de  // cilium/ebpf
	poisonMap         = 2001000000 // libbpf, and the number of the map
	poisonKfunc       = 2002000000 // libbpf and aya, and the number of the extern
	poisonRoom        = 1000000    // numbers that follow a base
)

// poisonOf tells whether an instruction is one that loaders put where something could not be resolved, and what.
func poisonOf(i insn.Insn) (class string, ok bool) {
	if i.Op == insn.OpLoadImm64 {
		return "core", i == insn.Insn{Op: i.Op, Dst: 10, Imm: poisonCore, Imm64: poisonCore, Wide: true, Slot: i.Slot}
	}
	if (i != insn.Insn{Op: insn.OpCall, Imm: i.Imm, Slot: i.Slot}) {
		return "", false
	}
	switch {
	case i.Imm == poisonCore:
		return "core", true
	case i.Imm == poisonKfuncCilium, i.Imm >= poisonKfunc && i.Imm-poisonKfunc < poisonRoom:
		return "kfunc", true
	case i.Imm >= poisonMap && i.Imm-poisonMap < poisonRoom:
		return "map", true
	}
	return "", false
}

// poison writes a poisoned instruction by its class and says how many instructions that are; 0 if it is none.
func (p *prog) poison(v *value, f *function, n int) int {
	class, ok := poisonOf(f.insns[n])
	switch {
	case !ok || !p.on(poison):
		return 0
	case p.isPoisonPair(f, n):
		v.text += "; " + f.insns[n+1].Text()
		p.apply(v, poison, "poison "+class+" ll")
		return 2
	case f.insns[n].Wide:
		p.apply(v, poison, "poison "+class+" ll")
	default:
		p.apply(v, poison, "poison "+class)
	}
	return 1
}

// isPoisoned reports whether an instruction is shown as poisoned.
func (p *prog) isPoisoned(i insn.Insn) bool {
	_, ok := poisonOf(i)
	return ok && p.on(poison)
}

// isPoisonPair reports whether two equal poisoned instructions stand for one of 16 bytes, as the object has it.
func (p *prog) isPoisonPair(f *function, n int) bool {
	i := f.insns[n]
	if i.Wide || n+1 >= len(f.insns) || f.symbol == nil || !f.symbol.wide(f.moved.origin(i.Slot-f.start)) {
		return false
	}
	i.Slot++
	return f.insns[n+1] == i
}
