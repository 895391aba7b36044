package normalize

import "difftest/insn"

var subprogramOrder = Rule{
	Name: "subprogram-order",
	Erases: "in which order the functions of a program lie behind one another, the distances between them, and whether " +
		"a 16-byte one is extended to 64 bits",
	Because: "libbpf and aya append a function when it is first called, depth first, cilium/ebpf breadth first; the " +
		"verifier takes each function on its own and reads the low half of a distance alone",
	Source: "https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L6715 (bpf_object__reloc_code), " +
		"https://github.com/cilium/ebpf/blob/v0.22.0/linker.go#L181 (flattenInstructions)",
	Keeps: "which function is called, also where two have the same instructions and BTF tells them apart; a function " +
		"that is missing, extra or there twice; a call into the middle of a function",
}

// funcRef names the function that an instruction calls or takes the address of.
func (p *prog) funcRef(v *value, i insn.Insn) {
	to, _ := i.Target()
	f := p.first[to]
	extended := i.Imm < 0 && i.High() == 1<<32-1 // as cilium/ebpf writes a function that lies before
	if f == nil || i.Ref() == insn.RefFunc && i.High() != 0 && !extended {
		return
	}
	p.apply(v, subprogramOrder, i.Symbolic("func "+f.name))
}
