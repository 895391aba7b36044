package normalize

import (
	"slices"

	"difftest/capture"
	"difftest/insn"
	"difftest/uapi"
)

// The fields that a loader without a kernel tells. All others are not known of it, which is not the kernel's default.
var (
	toldOfPrograms = []string{"section", "type"}
	toldOfMaps     = []string{"type", "key_size", "value_size", "max_entries", "map_flags", "map_extra"}
)

// takeReport finds the programs and maps of a load that made no calls in what the loader tells of them, so that they
// go the way of all others.
func (c *canon) takeReport(l *load) {
	for i := range l.Load.Maps {
		state := &l.Load.Maps[i]
		m := &mapObj{id: state.ID, state: state, told: true, real: true, called: []string{state.Name}}
		l.mapByID[m.id] = m
		l.maps = append(l.maps, m)
	}
	c.nameMaps(l)
	for i := range l.Reported {
		l.programs = append(l.programs, c.reportedAttempt(l, &l.Reported[i]))
	}
}

// reportedAttempt is what the kernel would have been asked for.
func (c *canon) reportedAttempt(l *load, p *capture.ReportedProgram) *attempt {
	call := newCall(&capture.Call{Cmd: uapi.BPF_PROG_LOAD, Memory: []capture.Memory{{Field: "insns", Data: p.Insns}}})
	a := c.newAttempt(call, &uapi.ProgLoadAttr{ProgType: p.Type})
	a.reported, a.name = p, p.Name
	a.symbol = c.symbols.best(codeAt(a.insns, 0, a.slots), func(f *symbol) bool { return f.Name == p.Name })
	for _, i := range a.insns {
		if ref := i.Ref(); ref != insn.RefMapFD && ref != insn.RefMapValue || l.mapByID[uint32(i.Imm)] == nil {
			continue
		}
		fd := capture.FD{Where: where(i), FD: i.Imm, Kind: capture.KindMap, ID: uint32(i.Imm)}
		call.FDs = append(call.FDs, fd)
		call.fds[fd.Where] = fd
	}
	return a
}

// reportedProgram is the form of a program that the loader tells of.
func (c *canon) reportedProgram(l *load, a *attempt) Program {
	p := Program{
		Name: a.name, Outcome: ProgramLoaded, Default: l.n == 0, Sent: true, Told: toldOfPrograms,
		SelfChecking: c.selfChecking(a.name),
	}
	if a.reported.Refusal != "" {
		p.Outcome = ProgramRefused
	}
	if a.reported.Type == uapi.BPF_PROG_TYPE_UNSPEC {
		p.Told = toldOfPrograms[:1]
	}
	prog := c.newProg(l, a)
	for _, field := range prog.attrs() {
		if p.Tells(field.Name) {
			p.Attrs = append(p.Attrs, field)
		}
	}
	p.Funcs = prog.canonicalFuncs()
	return p
}

// reportsRefusal reports whether the runtime of a loader without a kernel refused a program.
func (l *load) reportsRefusal() bool {
	return slices.ContainsFunc(l.Reported, func(p capture.ReportedProgram) bool { return p.Refusal != "" })
}
