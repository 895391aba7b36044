package normalize

import "difftest/insn"

var subprogramOrder = Rule{
	Name:   "subprogram-order",
	Erases: "in which order the functions of a program lie behind one another, and the distances of calls between them",
	Because: "libbpf and aya append a function when it is first called, depth first, cilium/ebpf breadth first; the " +
		"verifier takes each function on its own",
	Source: "https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L6715 (bpf_object__reloc_code), " +
		"https://github.com/cilium/ebpf/blob/v0.22.0/linker.go#L181 (flattenInstructions)",
	Keeps: "which function is called, also where two have the same instructions and BTF tells them apart; a function " +
		"that is missing, extra or there twice; a call into the middle of a function",
}

// funcRef names the function that an instruction calls or takes the address of.
func (p *prog) funcRef(v *value, i insn.Insn) {
	to, _ := i.Target()
	f := p.first[to]
	if f == nil || i.Ref() == insn.RefFunc && i.High() != 0 {
		return
	}
	p.apply(v, subprogramOrder, i.Symbolic("func "+f.name))
}
