package normalize

import "difftest/insn"

// BTFIDs is the name of the rule that tells types for their numbers.
const BTFIDs = "btf-ids"

var btfIDs = Rule{
	Name:   BTFIDs,
	Erases: "the numbers of types in the BTF that a library sends",
	Because: "cilium/ebpf builds BTF anew for each program and map, libbpf and aya send the object's; what counts is " +
		"the type that the number stands for in the BTF that was sent with it",
	Source: "https://github.com/cilium/ebpf/blob/v0.22.0/prog.go#L331, " +
		"https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L5340",
	Keeps: "the type itself, spelled out with its layout: a number that stands for another type, or for one of the same " +
		"name and another layout; a number that stands for none",
}

// coreTypeIDLocal is BPF_CORE_TYPE_ID_LOCAL of enum bpf_core_relo_kind.
const coreTypeIDLocal = 6

// localType names the type whose number in the object's BTF an instruction holds.
func (p *prog) localType(v *value, f *function, i insn.Insn) {
	relo, ok := p.symbols.core[place{f.symbolName(), f.moved.origin(i.Slot - f.start)}]
	id := uint32(i.Imm)
	if !ok || relo.Kind != coreTypeIDLocal || p.a.btf == nil || id == 0 || i.High() != 0 {
		return
	}
	if _, ok := p.a.btf.spec.Type(id); !ok {
		return
	}
	// Spelled out always: whether a name alone is enough would depend on what else is in the BTF that was sent.
	p.apply(v, btfIDs, i.Symbolic("type_id("+p.a.btf.decl(id)+")"))
}
