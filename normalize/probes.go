package normalize

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"difftest/capture"
	"difftest/uapi"
)

// A Probe is a call that the canonical form does not show: one that the loaded object never reaches, or an attempt that
// a later one replaced.
type Probe struct {
	Load  int   // index in Recording.Loads
	Class Class // ClassProbe or ClassRetry
	Cmd   uapi.Cmd
	About string // what was asked for
	Errno int    // positive; 0 if the kernel did it
}

// Probes lists the probes and retries of a recording, in the order in which they were made.
func Probes(rec *capture.Recording) []Probe {
	if rec == nil {
		return nil
	}
	c := newCanon(rec, Options{})
	var out []Probe
	for _, l := range c.loads {
		for _, call := range l.calls {
			if call.class == ClassProbe || call.class == ClassRetry {
				out = append(out, Probe{l.n, call.class, call.Cmd, c.about(l, call), call.errno()})
			}
		}
	}
	return out
}

// about says what a call asked for.
func (c *canon) about(l *load, call *call) string {
	switch a := call.attr.(type) {
	case nil:
		return fmt.Sprintf("%d bytes that cannot be read", len(call.Attr))
	case *uapi.ProgLoadAttr:
		return joined(shortName(a.ProgType.String(), "BPF_PROG_TYPE_"), l.attemptName(call), quoted(a.ProgName),
			fmt.Sprintf("%d instructions", a.InsnCnt), logAbout(a.LogLevel, a.LogSize))
	case *uapi.MapCreateAttr:
		return joined(shortName(a.MapType.String(), "BPF_MAP_TYPE_"), quoted(a.MapName),
			flags(uint64(a.MapFlags), a.MapFlags))
	case *uapi.BTFLoadAttr:
		data, _ := call.memory("btf")
		return joined(c.kindsIn(data), logAbout(a.BTFLogLevel, a.BTFLogSize))
	}
	var parts []string
	for _, fd := range call.FDs {
		parts = append(parts, strings.TrimSpace(fd.Where+" "+kindName(fd.Kind)+" "+fd.Note))
	}
	return joined(append(parts, call.pathBase())...)
}

// attemptName is the full name of the program that a retry was for.
func (l *load) attemptName(call *call) string {
	i := slices.IndexFunc(l.retries, func(a *attempt) bool { return a.call == call })
	if i < 0 {
		return ""
	}
	return "prog " + l.retries[i].name
}

// kindsIn names the kinds of types that BTF holds, each once.
func (c *canon) kindsIn(data []byte) string {
	spec := c.parseBTF(data).spec
	if spec == nil {
		return fmt.Sprintf("%d bytes that are no BTF", len(data))
	}
	var kinds []string
	for id := uint32(1); id < uint32(spec.Len()); id++ {
		if t, ok := spec.Type(id); ok && !slices.Contains(kinds, t.Kind.String()) {
			kinds = append(kinds, t.Kind.String())
		}
	}
	return strings.Join(kinds, " ")
}

// quoted is a name that was given to the kernel, empty without one.
func quoted(name uapi.ObjName) string {
	if name == (uapi.ObjName{}) {
		return ""
	}
	return fmt.Sprintf("%q", name)
}

// logAbout says what log was asked for.
func logAbout(level, size uint32) string {
	if level == 0 {
		return ""
	}
	return fmt.Sprintf("log level %d in %d bytes", level, size)
}

// joined writes the parts that are there.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// WriteProbes writes the probes and retries of a recording for people, those of each load under a title, calls that
// repeat the one before counted. It returns the first error of w.
func WriteProbes(w io.Writer, rec *capture.Recording) error {
	list := Probes(rec)
	buf := bufio.NewWriter(w)
	load := -1
	for i := 0; i < len(list); {
		p, n := list[i], 1
		for i+n < len(list) && list[i+n] == p {
			n++
		}
		i += n
		if p.Load != load {
			load = p.Load
			fmt.Fprintf(buf, "load of %s:\n", loadTitle(rec.Loads[load].Programs))
		}
		result := "done"
		if p.Errno != 0 {
			result = ErrnoName(p.Errno)
		}
		times := ""
		if n > 1 {
			times = fmt.Sprintf(" (%d times)", n)
		}
		fmt.Fprintf(buf, "  %s %s: %s → %s%s\n", p.Class, p.Cmd, p.About, result, times)
	}
	if err := buf.Flush(); err != nil {
		return fmt.Errorf("probes: %w", err)
	}
	return nil
}

func loadTitle(programs []string) string {
	if len(programs) == 0 {
		return "the whole object"
	}
	return strings.Join(programs, ", ") + " alone"
}
