package normalize

import (
	"fmt"
	"strconv"
	"strings"
)

var kernVersion = Rule{
	Name:   "kern-version",
	Erases: "whether the running kernel's version is given with a program",
	Because: "the kernel ignores it since 5.0 (commit 6c4fc209fcf9); libbpf and aya always give it, cilium/ebpf for " +
		"kprobes only. Distributions give libbpf another sublevel than uname does",
	Source: "https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf_probes.c#L80, " +
		"https://github.com/cilium/ebpf/blob/v0.22.0/prog.go#L299",
	Keeps: "a version that is neither 0 nor the running kernel's; every version where the object has a section version",
}

// kernVersion writes the version that is given with a program.
func (p *prog) kernVersion(version uint32) value {
	if version == 0 {
		return value{}
	}
	v := plain(fmt.Sprintf("%d.%d.%d", version>>16, version>>8&0xff, version&0xff))
	if !p.symbols.version && version>>8 == release(p.rec.Target.Kernel) {
		p.apply(&v, kernVersion, "")
	}
	return v
}

// release is major<<8|minor of a kernel release such as "6.1.0-18-amd64"; 0 if it has another form.
func release(kernel string) uint32 {
	var v uint32
	parts := strings.SplitN(kernel, ".", 3)
	if len(parts) < 2 {
		return 0
	}
	for _, part := range parts[:2] {
		digits := part
		if n := strings.IndexFunc(part, func(r rune) bool { return r < '0' || r > '9' }); n >= 0 {
			digits = part[:n]
		}
		n, err := strconv.ParseUint(digits, 10, 8)
		if err != nil {
			return 0
		}
		v = v<<8 | uint32(n)
	}
	return v
}
