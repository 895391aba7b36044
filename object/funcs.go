package object

import (
	"cmp"
	"debug/elf"
	"maps"
	"slices"
)

const (
	insnLen = 8
	// maxRelocs bounds how many relocations are noted: functions may overlap, and each notes those inside it.
	maxRelocs = 1 << 20
)

// rawReloc is a relocation with its place in the section.
type rawReloc struct {
	offset uint64
	typ    uint32
	symbol uint32
}

// readFuncs notes the functions, by section and offset, with their relocations.
func (r *reader) readFuncs() {
	bySection := map[elf.SectionIndex][]symbol{}
	for _, sym := range r.symbols {
		i := int(sym.section)
		if elf.ST_TYPE(sym.info) != elf.STT_FUNC || i >= len(r.sections) {
			continue
		}
		if s := r.sections[i]; s.Type == elf.SHT_PROGBITS && s.Flags&elf.SHF_EXECINSTR != 0 {
			bySection[sym.section] = append(bySection[sym.section], sym)
		}
	}
	relocs := r.readRelocs()
	left := maxRelocs
	for _, i := range slices.Sorted(maps.Keys(bySection)) {
		syms := bySection[i]
		slices.SortStableFunc(syms, func(a, b symbol) int { return cmp.Compare(a.value, b.value) })
		for _, sym := range syms {
			fn := r.makeFunc(sym)
			fn.Relocs = r.relocsOf(fn, relocs[uint32(i)], left)
			left -= len(fn.Relocs)
			r.facts.Funcs = append(r.facts.Funcs, fn)
		}
	}
	if left == 0 {
		r.problem("relocations: more than %d", maxRelocs)
	}
}

func (r *reader) makeFunc(sym symbol) Func {
	s := r.sections[sym.section]
	vis := elf.SymVis(sym.other & 3)
	bind := elf.ST_BIND(sym.info)
	fn := Func{
		Name: sym.name, Section: s.Name, Offset: sym.value,
		Global: bind == elf.STB_GLOBAL || bind == elf.STB_WEAK,
		Hidden: vis == elf.STV_HIDDEN || vis == elf.STV_INTERNAL,
	}
	start := min(sym.value, uint64(len(s.data)))
	size := min(sym.size, uint64(len(s.data))-start)
	if start != sym.value || size != sym.size {
		r.problem("function %s: offset %d size %d of section %s with %d bytes",
			sym.name, sym.value, sym.size, s.Name, len(s.data))
	}
	if sym.value%insnLen != 0 || sym.size%insnLen != 0 {
		r.problem("function %s: offset %d size %d: no multiple of %d", sym.name, sym.value, sym.size, insnLen)
	}
	fn.Insns = s.data[start : start+size : start+size]
	return fn
}

// relocsOf selects those of a section's relocations that lie inside fn, at most limit.
func (r *reader) relocsOf(fn Func, all []rawReloc, limit int) []Reloc {
	byOffset := func(rel rawReloc, off uint64) int { return cmp.Compare(rel.offset, off) }
	first, _ := slices.BinarySearchFunc(all, fn.Offset, byOffset)
	var relocs []Reloc
	for _, rel := range all[first:] {
		at := rel.offset - fn.Offset
		if at >= uint64(len(fn.Insns)) || len(relocs) == limit {
			break
		}
		name := ""
		if int(rel.symbol) < len(r.symbols) {
			name = r.symbols[rel.symbol].name
		} else {
			r.problem("function %s: relocation at %d: symbol %d of %d", fn.Name, at, rel.symbol, len(r.symbols))
		}
		relocs = append(relocs, Reloc{Insn: int(at / insnLen), Type: rel.typ, Symbol: name})
	}
	return relocs
}

// readRelocs returns the relocations by the section they apply to, sorted by offset.
func (r *reader) readRelocs() map[uint32][]rawReloc {
	relocs := map[uint32][]rawReloc{}
	for _, s := range r.sections {
		size := 16
		switch s.Type {
		case elf.SHT_REL:
		case elf.SHT_RELA: // the addend is of no interest: BPF keeps it in the instruction
			size = 24
		default:
			continue
		}
		if len(s.data)%size != 0 {
			r.problem("section %s: %d bytes in relocations of %d", s.Name, len(s.data), size)
		}
		for b := s.data; len(b) >= size; b = b[size:] {
			info := r.order.Uint64(b[8:])
			relocs[s.Info] = append(relocs[s.Info],
				rawReloc{offset: r.order.Uint64(b), typ: elf.R_TYPE64(info), symbol: elf.R_SYM64(info)})
		}
	}
	for _, list := range relocs {
		slices.SortStableFunc(list, func(a, b rawReloc) int { return cmp.Compare(a.offset, b.offset) })
	}
	return relocs
}
