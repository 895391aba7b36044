package normalize

import (
	"fmt"
	"strings"

	"difftest/capture"
	"difftest/insn"
	"difftest/uapi"
)

var kernelIDs = Rule{
	Name:   "kernel-ids",
	Erases: "the numbers of types in the kernel's BTF, by which functions, variables and attach targets are named",
	Because: "they change from kernel to kernel; on one kernel the same name may have several numbers, one for each " +
		"module",
	Source: "https://github.com/torvalds/linux/blob/v6.12/kernel/bpf/verifier.c (add_kfunc_call)",
	Keeps: "the name, whether it is vmlinux's or a module's, and a kind of type that is not the usual one; a number that " +
		"stands for nothing that was seen, or for a type without a name",
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
	name := "kfunc " + kernelText(t, "FUNC") + moduleSuffix(module)
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
		p.apply(v, kernelIDs, i.Symbolic("ksym "+kernelText(t, "VAR")+moduleSuffix(module)))
	}
}

// kernelText names a type of the kernel's BTF, with its kind where another one would be usual.
func kernelText(t capture.KernelType, usual string) string {
	switch kind := strings.ToLower(t.Kind); {
	case t.Name == "":
		return "unnamed " + kind
	case t.Kind != usual:
		return kind + " " + t.Name
	}
	return t.Name
}

// attachKind is the kind of type that programs like this are for: mostly functions.
func (p *prog) attachKind() string {
	switch {
	case p.a.attr.ProgType == uapi.BPF_PROG_TYPE_STRUCT_OPS:
		return "STRUCT"
	case p.a.attr.ExpectedAttachType == uapi.BPF_TRACE_RAW_TP:
		return "TYPEDEF"
	}
	return "FUNC"
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
		p.apply(&v, kernelIDs, kernelText(t, p.attachKind())+suffix)
	}
	return v
}
