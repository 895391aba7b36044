package object

import (
	"cmp"
	"debug/elf"
	"slices"

	"difftest/btf"
)

// readVars notes the variables of the data sections: where each stands is for the symbols to say, since BTF has no
// offsets before a loader puts them in; whether it is a number, for BTF.
func (r *reader) readVars(spec *btf.Spec) {
	bySection := map[string][]Var{}
	for _, sym := range r.symbols {
		i := int(sym.section)
		if elf.ST_TYPE(sym.info) != elf.STT_OBJECT || i >= len(r.sections) || !isData(r.sections[i]) {
			continue
		}
		name, size := r.sections[i].Name, r.sections[i].Size
		if sym.value > size || sym.size > size-sym.value || sym.size == 0 {
			continue
		}
		v := Var{Name: sym.name, Offset: sym.value, Size: sym.size}
		v.Number, v.Signed = numberType(spec, sym.name, sym.size)
		bySection[name] = append(bySection[name], v)
	}
	for i := range r.facts.Data {
		vars := bySection[r.facts.Data[i].Section]
		slices.SortStableFunc(vars, func(a, b Var) int { return cmp.Compare(a.Offset, b.Offset) })
		r.facts.Data[i].Vars = vars
	}
}

// maxQualifiers bounds how many qualifiers and typedefs a variable's type is followed through.
const maxQualifiers = 32

// numberType reports whether the variable of that name and size is an integer.
func numberType(spec *btf.Spec, name string, size uint64) (number, signed bool) {
	if spec == nil {
		return false, false
	}
	ids := spec.Find(btf.Var, name)
	if len(ids) != 1 { // of two static ones BTF does not tell which is which
		return false, false
	}
	t, ok := spec.Type(ids[0])
	for range maxQualifiers {
		switch {
		case !ok:
			return false, false
		case t.Kind == btf.Int:
			return uint64(t.Size) == size && size <= 8, t.Int.Encoding&btf.Signed != 0
		case t.Kind != btf.Var && t.Kind != btf.Typedef && t.Kind != btf.Volatile && t.Kind != btf.Const:
			return false, false
		}
		t, ok = spec.Type(t.Type)
	}
	return false, false
}
