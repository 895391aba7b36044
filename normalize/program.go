package normalize

import (
	"slices"
	"strings"

	"difftest/capture"
	"difftest/object"
)

// programs returns the programs of all loads by name. A program that the load of the whole object gave to the kernel
// counts from there, the others from the first load that was asked for them. What was never given is not loaded.
func (c *canon) programs() []Program {
	var out []Program
	has := func(name string) bool {
		return slices.ContainsFunc(out, func(p Program) bool { return p.Name == name })
	}
	for _, l := range c.loads {
		for _, a := range l.programs {
			if l.n == 0 || !has(a.name) && l.answersFor(a.name) {
				out = append(out, c.program(l, a))
			}
		}
	}
	for _, f := range c.symbols.funcs {
		if f.IsProgram() && !has(f.Name) {
			out = append(out, Program{Name: f.Name, Outcome: ProgramNotLoaded})
		}
	}
	c.answered(&out)
	byName := func(a, b Program) int { return strings.Compare(a.Name, b.Name) }
	c.sorted(len(out), slices.IsSortedFunc(out, byName), func() { slices.SortStableFunc(out, byName) })
	return out
}

// answered takes up what the library alone says of programs: that it loaded some which were not seen.
func (c *canon) answered(out *[]Program) {
	for _, n := range c.loads[0].Answer.Programs {
		i := slices.IndexFunc(*out, func(p Program) bool { return p.Name == n.Name })
		switch seen := c.loads[0].progByID[n.ID]; {
		case seen != "" && n.ID != 0: // under whatever name
		case i < 0:
			*out = append(*out, Program{Name: n.Name, Outcome: ProgramLoaded, Default: true})
		case !(*out)[i].Sent:
			(*out)[i].Outcome, (*out)[i].Default = ProgramLoaded, true
		}
	}
}

func (c *canon) program(l *load, a *attempt) Program {
	if a.reported != nil {
		return c.reportedProgram(l, a)
	}
	p := Program{Name: a.name, Outcome: ProgramLoaded, Default: l.n == 0, Sent: true}
	if !a.call.ok() {
		p.Outcome, p.Errno = ProgramRefused, a.call.errno()
	}
	p.SelfChecking = c.selfChecking(a.name)
	prog := c.newProg(l, a)
	p.Attrs = prog.attrs()
	p.Funcs = prog.canonicalFuncs()
	return p
}

// selfChecking reports whether the object's tags say that a program returns 0, as a program does that tests itself and
// returns the line of a check that failed.
func (c *canon) selfChecking(program string) bool {
	facts := c.rec.Object.Facts
	return facts != nil && slices.ContainsFunc(facts.Tags, func(t object.Tag) bool {
		return t.On == program && t.Value == "comment:test_retval=0"
	})
}

// counts says how much the form and the recording hold.
func (c *canon) counts(form *Form) Counts {
	n := Counts{Loads: len(c.loads), Programs: len(form.Programs), Maps: len(form.Maps)}
	for _, p := range form.Programs {
		for _, f := range p.Funcs {
			n.Insns += len(f.Insns)
		}
	}
	for _, m := range form.Maps {
		for _, e := range m.Entries {
			n.Bytes += len(e.Value) / 2
		}
	}
	for _, r := range form.Runs {
		n.Bytes += len(r.DataOut) / 2
		for _, change := range r.Changes {
			n.Bytes += len(change.Value) / 2
		}
	}
	for _, l := range c.loads {
		for _, call := range l.calls {
			n.count(call.class)
		}
	}
	if hidden := n.Probes + n.Retries; hidden > 0 && c.on(probesAndRetries) {
		c.fired[probesAndRetries.Name] += hidden
	}
	return n
}

func (n *Counts) count(class Class) {
	switch class {
	case ClassOwn, ClassOutside:
		return
	case ClassProbe:
		n.Probes++
	case ClassRetry:
		n.Retries++
	}
	n.Calls++
}

// progOf names a program by its id in any load; empty if it is none of the object's.
func (l *load) progName(id uint32) string { return l.progByID[id] }

// pinOf returns the path at which a program or map stands on the bpffs after the load; empty if it does not.
func (l *load) pinOf(kind capture.Kind, id uint32) string {
	for _, p := range l.Pins {
		if p.Kind == kind && p.ID == id && id != 0 {
			return p.Path
		}
	}
	return ""
}
