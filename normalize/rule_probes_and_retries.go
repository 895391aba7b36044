package normalize

import "strconv"

var probesAndRetries = Rule{
	Name: "probes-and-retries",
	Erases: "calls that the loaded object never reaches, attempts of which a later one counts, and how much log an " +
		"attempt asks for",
	Because: "libraries try out what the kernel can do, and load again for the verifier's log, with more room for it, " +
		"without BTF, or because a signal came; what remains is the last attempt that was judged",
	Source: "https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L7929 (again with a log), " +
		"https://github.com/libbpf/libbpf/blob/v1.7.0/src/features.c#L22 (a probe)",
	Keeps: "an attempt that is the last, refused or not; a program or map that the object's programs reach, whatever it " +
		"is called; how many probes and retries there were",
}

// log says how much log the attempt asked for.
func (p *prog) log() value {
	attr := p.a.attr
	if attr.LogLevel == 0 && attr.LogSize == 0 {
		return value{}
	}
	v := plain("level " + strconv.FormatUint(uint64(attr.LogLevel), 10) + ", " +
		strconv.FormatUint(uint64(attr.LogSize), 10) + " bytes")
	p.apply(&v, probesAndRetries, "")
	return v
}
