package object

import (
	"cmp"
	"fmt"
	"slices"

	"difftest/btf"
)

// readBTF notes what BTF says: declaration tags and CO-RE relocations. It returns the BTF, nil if there is none that can
// be read.
func (r *reader) readBTF() *btf.Spec {
	s := r.section(".BTF")
	if s == nil {
		return nil
	}
	r.facts.HasBTF = true
	spec, err := btf.Parse(s.data)
	if err != nil {
		r.problem(".BTF: %v", err)
		return nil
	}
	r.facts.Tags = readTags(spec)
	e := r.section(".BTF.ext")
	if e == nil {
		return spec
	}
	ext, err := btf.ParseExt(e.data, spec)
	if err != nil {
		r.problem(".BTF.ext: %v", err)
		return spec
	}
	funcs := r.funcsBySection()
	r.readCore(spec, ext, funcs)
	r.placeTags(ext, funcs)
	return spec
}

// funcsBySection returns the functions of each section, sorted by offset.
func (r *reader) funcsBySection() map[string][]Func {
	bySection := map[string][]Func{}
	for _, fn := range r.facts.Funcs {
		bySection[fn.Section] = append(bySection[fn.Section], fn)
	}
	for _, funcs := range bySection { // several sections may have the same name
		slices.SortStableFunc(funcs, func(a, b Func) int { return cmp.Compare(a.Offset, b.Offset) })
	}
	return bySection
}

// placeTags notes where the functions that are tagged begin in the source.
func (r *reader) placeTags(ext *btf.Ext, bySection map[string][]Func) {
	places := map[string]string{}
	for _, sec := range ext.Lines {
		for _, line := range sec.Records {
			if fn, ok := funcAt(bySection[sec.Name], uint64(line.InsnOff)); ok && fn.Offset == uint64(line.InsnOff) {
				places[fn.Name] = fmt.Sprintf("%s:%d", line.File, line.Line)
			}
		}
	}
	for i, tag := range r.facts.Tags {
		r.facts.Tags[i].Place = places[tag.On]
	}
}

func readTags(spec *btf.Spec) []Tag {
	var tags []Tag
	for id := range uint32(spec.Len()) {
		if spec.Kind(id) != btf.DeclTag {
			continue
		}
		tag, _ := spec.Type(id)
		tags = append(tags, Tag{On: spec.TypeName(tag.Type) + spec.Component(tag), Value: tag.Name})
	}
	return tags
}

// readCore notes the CO-RE relocations, with the functions that hold them.
func (r *reader) readCore(spec *btf.Spec, ext *btf.Ext, bySection map[string][]Func) {
	names := map[uint32]string{}
	for _, sec := range ext.Core {
		for _, relo := range sec.Records {
			name, ok := names[relo.TypeID]
			if !ok {
				name = spec.Ref(relo.TypeID)
				names[relo.TypeID] = name
			}
			c := CORERelo{Insn: int(relo.InsnOff / insnLen), Kind: uint32(relo.Kind), Type: name, Access: relo.Access}
			if fn, ok := funcAt(bySection[sec.Name], uint64(relo.InsnOff)); ok {
				c.Func = fn.Name
				c.Insn = int((uint64(relo.InsnOff) - fn.Offset) / insnLen)
			} else {
				r.problem(".BTF.ext: core_relo: section %s: offset %d is in no function", sec.Name, relo.InsnOff)
			}
			r.facts.CORE = append(r.facts.CORE, c)
		}
	}
}

// funcAt returns the function that holds offset off; funcs are sorted by offset. Of several that start at the same
// place it returns the first.
func funcAt(funcs []Func, off uint64) (Func, bool) {
	after, _ := slices.BinarySearchFunc(funcs, off, func(fn Func, off uint64) int {
		if fn.Offset <= off {
			return -1
		}
		return 1
	})
	if after == 0 {
		return Func{}, false
	}
	start := funcs[after-1].Offset
	first, _ := slices.BinarySearchFunc(funcs, start, func(fn Func, off uint64) int {
		if fn.Offset < off {
			return -1
		}
		return 1
	})
	fn := funcs[first]
	return fn, off-start < uint64(len(fn.Insns))
}
