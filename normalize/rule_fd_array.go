package normalize

import (
	"fmt"
	"slices"
	"strings"

	"difftest/capture"
)

var fdArray = Rule{
	Name:   "fd-array",
	Erases: "the array of descriptors that instructions refer to by index, and the indices",
	Because: "each library numbers modules as it likes; what an index stands for is shown where it is used, and maps " +
		"that are only bound are listed",
	Source: "https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L8658, " +
		"https://github.com/cilium/ebpf/blob/v0.22.0/linker.go#L39",
	Keeps: "that a kernel function is a module's and not vmlinux's, and its name; which map an index stands for; an " +
		"array that no instruction uses",
}

// fdArray lists what stands in the array of descriptors. The rule takes it away where an instruction uses an entry.
func (p *prog) fdArray() value {
	var parts []string
	for _, fd := range p.a.call.FDs {
		if index, ok := strings.CutPrefix(fd.Where, "fd_array["); ok {
			parts = append(parts, "["+index+" "+kindName(fd.Kind))
		}
	}
	if p.a.attr.FDArray.IsNull() {
		return value{}
	}
	slices.Sort(parts)
	v := plain(strings.Join(parts, ", "))
	if v.text == "" {
		v = plain("unused")
		return v
	}
	p.apply(&v, fdArray, "")
	return v
}

// moduleOf returns the BTF object that a kernel function's offset stands for, 0 for vmlinux. ok is false if it stands
// for no BTF.
func (p *prog) moduleOf(offset int16) (object uint32, ok bool) {
	if offset == 0 {
		return 0, true
	}
	fd, ok := p.a.call.fd(fmt.Sprintf("fd_array[%d]", offset))
	return fd.ID, ok && fd.Kind == capture.KindBTF
}
