package normalize

import (
	"fmt"

	"difftest/capture"
	"difftest/insn"
)

var mapFDs = Rule{
	Name:    "map-fds",
	Erases:  "the number of the descriptor by which an instruction names a map",
	Because: "it is the loading process's own; the kernel resolves it once and keeps the map",
	Source:  "https://github.com/torvalds/linux/blob/v6.12/kernel/bpf/verifier.c (resolve_pseudo_ldimm64)",
	Keeps: "which map it is, by the library's answer or the kernel's name and never by the instruction, so that two " +
		"maps which a loader mixes up show; the offset into its value",
}

// mapRef names the map that a 64-bit load refers to.
func (p *prog) mapRef(v *value, i insn.Insn) {
	place, rule := where(i), mapFDs
	ref := i.Ref()
	if ref == insn.RefMapIndex || ref == insn.RefMapValueIndex {
		place, rule = fmt.Sprintf("fd_array[%d]", i.Imm), fdArray
	}
	fd, ok := p.a.call.fd(place)
	suffix := ""
	switch {
	case !ok || fd.Kind != capture.KindMap:
		return
	case ref == insn.RefMapValue || ref == insn.RefMapValueIndex:
		if p.kconfigRef(v, i, fd.ID) {
			return
		}
		suffix = fmt.Sprintf("[%d]", i.High())
	case i.High() != 0:
		return
	}
	if !p.on(rule) {
		return
	}
	name := p.l.mapName(fd.ID)
	p.apply(v, rule, i.Symbolic("map "+name.before()+suffix))
	v.inherit(i.Symbolic("map "+name.text+suffix), name.rules)
}

// mapName names the map with the id.
func (l *load) mapName(id uint32) value {
	if m := l.mapByID[id]; m != nil && m.name.text != "" {
		return m.name
	}
	return plain("?")
}

// where names the place of an instruction in Call.FDs.
func where(i insn.Insn) string { return fmt.Sprintf("insns[%d]", i.Slot) }
