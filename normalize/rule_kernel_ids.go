package normalize

import (
	"fmt"

	"difftest/capture"
	"difftest/insn"
)

var kernelIDs = Rule{
	Name:   "kernel-ids",
	Erases: "the numbers of types in the kernel's BTF, by which functions, variables and attach targets are named",
	Because: "they change from kernel to kernel; on one kernel the same name may have several numbers, one for each " +
		"module",
	Source: "https://github.com/torvalds/linux/blob/v6.12/kernel/bpf/verifier.c (add_kfunc_call)",
	Keeps:  "the name, and whether it is vmlinux's or a module's; a number that stands for nothing that was seen",
}

// kfunc names a kernel function that is called.
func (p *prog) kfunc(v *value, i insn.Insn) {
	module, ok := p.moduleOf(i.Off)
	if !ok {
		return
	}
	t, ok := p.kernelName(module, uint32(i.Imm))
	if !ok {
		return
	}
	name := "kfunc " + t.Name + moduleSuffix(module)
	if i.Off != 0 {
		p.apply(v, kernelIDs, i.Symbolic(fmt.Sprintf("%s, fd_array[%d]", name, i.Off)))
		if p.on(kernelIDs) {
			p.apply(v, fdArray, i.Symbolic(name))
		}
		return
	}
	p.apply(v, kernelIDs, i.Symbolic(name))
}

// ksym names a kernel variable whose address is loaded.
func (p *prog) ksym(v *value, i insn.Insn) {
	var module uint32
	if i.High() != 0 {
		fd, ok := p.a.call.fd(where(i))
		if !ok || fd.Kind != capture.KindBTF {
			return
		}
		module = fd.ID
	}
	if t, ok := p.kernelName(module, uint32(i.Imm)); ok {
		p.apply(v, kernelIDs, i.Symbolic("ksym "+t.Name+moduleSuffix(module)))
	}
}

// moduleSuffix tells a type of a module from one of vmlinux.
func moduleSuffix(object uint32) string {
	if object == 0 {
		return ""
	}
	return " (module)"
}

// attachTarget names the function, tracepoint or type that a program is for: of the kernel, or of another program.
func (p *prog) attachTarget() value {
	id := uint32(p.a.attr.AttachBTFID)
	if id == 0 {
		return value{}
	}
	fd, given := p.a.call.fd("attach_prog_fd")
	if !given {
		fd, given = p.a.call.fd("attach_btf_obj_fd")
	}
	v := plain(fmt.Sprintf("type %d", id))
	if given && fd.Kind != capture.KindBTF {
		return v // of a program's BTF
	}
	if t, ok := p.kernelName(fd.ID, id); ok {
		suffix := ""
		if _, own := p.kernel[kernelType{fd.ID, id}]; own {
			suffix = moduleSuffix(fd.ID)
		}
		p.apply(&v, kernelIDs, t.Name+suffix)
	}
	return v
}
