package host

import (
	"slices"

	"difftest/btf"
	"difftest/diffreport"
	"difftest/insn"
	"difftest/uapi"
)

// Faults in what instructions refer to.
var refFaults = []fault{
	insnFault("helper", field(func(i insn.Insn) bool { return i.Ref() == insn.RefHelper && !isPoison(i) }, func(i *insn.Insn) {
		const ktime, random = 5, 7
		if i.Imm = ktime + random - i.Imm; i.Imm != ktime && i.Imm != random {
			i.Imm = ktime
		}
	})),
	insnFault("kernel function", kernelRef(insn.RefKfunc, btf.Func)),
	insnFault("kernel variable by type", kernelRef(insn.RefBTF, btf.Var)),
	insnFault("kernel variable by address", simple(func(_ *sentProg, i insn.Insn) (insn.Insn, bool) {
		const kernelHalf = 0xffff << 48
		ok := isNumber(i) && i.Imm64 >= kernelHalf
		i.Imm += 8
		i.Imm64 += 8
		return i, ok
	})),
	insnFault("no kernel symbol", simple(func(_ *sentProg, i insn.Insn) (insn.Insn, bool) {
		ok := i.Ref() == insn.RefBTF
		return insn.Insn{Op: i.Op, Dst: i.Dst, Wide: true, Slot: i.Slot}, ok
	})),
	insnFault("call of another subprogram", otherFunc(insn.RefCall)),
	insnFault("address of another subprogram", otherFunc(insn.RefFunc)),
	insnFault("offset in a data map", field(func(i insn.Insn) bool { return i.Ref() == insn.RefMapValue },
		func(i *insn.Insn) { i.Imm64 += 4 << 32 })),
	insnFault("map for its value", field(namesMap, func(i *insn.Insn) {
		i.Src ^= insn.PseudoMapFD ^ insn.PseudoMapValue
		i.Imm64 = uint64(uint32(i.Imm))
	})),
	{"map of the same shape", diffreport.KindInstructions, diffreport.ImpactSilent, otherMaps},
	{"maps swapped whose names begin alike", diffreport.KindInstructions, diffreport.ImpactSilent, swappedMaps},
}

// kernelRef is an edit to another type of the kernel of that kind, of another name.
func kernelRef(ref insn.Ref, kind btf.Kind) insnEdit {
	return simple(func(p *sentProg, i insn.Insn) (insn.Insn, bool) {
		if i.Ref() != ref || i.Off != 0 {
			return i, false
		}
		to := p.s.otherType(uint32(i.Imm), kind)
		i.Imm = int32(to)
		if i.Wide {
			i.Imm64 = i.Imm64&^0xffffffff | uint64(to)
		}
		return i, to != 0
	})
}

// otherType returns a type of the kernel of that kind that has not the name of type id; 0 if there is none.
func (s *sample) otherType(id uint32, kind btf.Kind) uint32 {
	for other := id + 1; other != id; other++ {
		t, ok := s.kernel.Type(other)
		if !ok {
			other = 0
			continue
		}
		if t.Kind == kind && t.Name != "" && t.Name != s.kernel.TypeName(id) {
			return other
		}
	}
	return 0
}

// otherFunc is an edit to another function of the program.
func otherFunc(ref insn.Ref) insnEdit {
	return simple(func(p *sentProg, i insn.Insn) (insn.Insn, bool) {
		to, ok := i.Target()
		if i.Ref() != ref || !ok {
			return i, false
		}
		for _, f := range p.funcs {
			if f.start > 0 && f.start != to {
				i.Imm += int32(f.start - to)
				if i.Wide {
					i.Imm64 = uint64(uint32(i.Imm))
				}
				return i, true
			}
		}
		return i, false
	})
}

// mapRef is an instruction that names a map.
type mapRef struct {
	p *sentProg
	i insn.Insn
	m *sentMap
}

// mapRefs lists the instructions that name maps which a report can tell apart.
func (s *sample) mapRefs() []mapRef {
	var out []mapRef
	for _, p := range s.progs {
		for _, i := range p.insns {
			if !namesMap(i) {
				continue
			}
			id := fdID(p.call, insnPlace(i.Slot))
			n := slices.IndexFunc(s.maps, func(m *sentMap) bool { return m.id == id && m.form != nil })
			if n >= 0 {
				out = append(out, mapRef{p, i, s.maps[n]})
			}
		}
	}
	return out
}

// renamed makes instructions name other maps.
func (s *sample) renamed(refs []mapRef, to func(*sentMap) *sentMap) func(*flight) {
	return func(f *flight) {
		attr, ok := f.attr.(*uapi.ProgLoadAttr)
		if !ok {
			return
		}
		for _, r := range refs {
			if attr.ProgName == r.p.attr.ProgName && attr.InsnCnt == r.p.attr.InsnCnt {
				const imm = 4 // its offset
				fd := f.mapFD(s, to(r.m))
				f.write(attr.Insns.Addr()+uint64(r.i.Slot)*insn.SlotSize+imm, native.AppendUint32(nil, uint32(fd)))
			}
		}
	}
}

// otherMaps names a map of the same shape instead of another, once.
func otherMaps(s *sample) []place {
	var out []place
	for _, r := range s.mapRefs() {
		for _, o := range s.maps {
			if o.id != r.m.id && o.form != nil && sameShape(o.attr, r.m.attr) {
				to := func(*sentMap) *sentMap { return o }
				out = append(out, place{at: r.p.key(r.i.Slot), change: s.renamed([]mapRef{r}, to)})
			}
		}
	}
	return out
}

func sameShape(a, b *uapi.MapCreateAttr) bool {
	return a.MapType == b.MapType && a.KeySize == b.KeySize && a.ValueSize == b.ValueSize && a.MaxEntries == b.MaxEntries
}

// swappedMaps takes two maps for one another in the whole object, whose names are the same in the kernel.
func swappedMaps(s *sample) []place {
	var out []place
	refs := s.mapRefs()
	for n, a := range s.maps {
		for _, b := range s.maps[n+1:] {
			to := func(m *sentMap) *sentMap {
				if m == a {
					return b
				}
				return a
			}
			named := slices.DeleteFunc(slices.Clone(refs), func(r mapRef) bool { return r.m != a && r.m != b })
			if a.attr.MapName == b.attr.MapName && a.name != b.name && len(named) > 0 {
				out = append(out, place{at: "prog", change: s.renamed(named, to)})
			}
		}
	}
	return out
}
