package main

import (
	"fmt"
	"os"
	"slices"

	"difftest/btf"
)

// kernel is what one kernel's BTF says of bpf(2).
type kernel struct {
	name string // "6.18"
	spec *btf.Spec
	// values holds every enumerator of the enums that the tables name, whatever its enum.
	values map[string]uint64
	// fields holds the fields of union bpf_attr and of each info struct, by struct and dotted path.
	fields map[string]map[string]layout
}

// layout is where a field lies. Members of unnamed structs and unions count as members of what encloses them, as in C.
type layout struct {
	path    string
	offset  int // bytes; of the storage unit if it is a bit-field
	size    int // bytes
	bit     int // a bit-field's first bit within its storage unit
	bits    int // 0 if it is no bit-field
	isArray bool
	signed  bool
}

const maxNesting = 16 // structs within structs; uapi has 4

func readKernel(name, path string) (*kernel, error) {
	blob, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	k, err := newKernel(name, blob)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return k, nil
}

func newKernel(name string, blob []byte) (*kernel, error) {
	spec, err := btf.Parse(blob)
	if err != nil {
		return nil, err
	}
	k := &kernel{name: name, spec: spec, values: map[string]uint64{}, fields: map[string]map[string]layout{}}
	for _, id := range wantedEnums(spec) {
		t, _ := spec.Type(id)
		for _, v := range t.Values {
			k.values[v.Name] = v.Uint
		}
	}
	for _, name := range wantedStructs() {
		id, err := findStruct(spec, name)
		if err != nil {
			continue // an older kernel; check reports it for the one that is generated from
		}
		fields := map[string]layout{}
		if err := k.flatten(fields, id, "", 0, 0); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		k.fields[name] = fields
	}
	return k, nil
}

// findStruct returns the id of the struct or union of that name.
func findStruct(spec *btf.Spec, name string) (uint32, error) {
	for _, kind := range []btf.Kind{btf.Struct, btf.Union} {
		if ids := spec.Find(kind, name); len(ids) > 0 {
			return ids[0], nil
		}
	}
	return 0, fmt.Errorf("no struct or union %s", name)
}

// size returns the bytes of a struct or union.
func (k *kernel) size(name string) int {
	id, err := findStruct(k.spec, name)
	if err != nil {
		return 0
	}
	t, _ := k.spec.Type(id)
	return int(t.Size)
}

func (k *kernel) flatten(out map[string]layout, id uint32, prefix string, base, depth int) error {
	if depth > maxNesting {
		return fmt.Errorf("%s: nested too deeply", prefix)
	}
	t, _ := k.resolve(id)
	for _, m := range t.Members {
		path := prefix + m.Name
		mt, ok := k.resolve(m.Type)
		if !ok {
			return fmt.Errorf("%s: no type %d", path, m.Type)
		}
		at := base + int(m.BitOffset)
		if mt.Kind == btf.Struct || mt.Kind == btf.Union {
			if m.Name != "" {
				path += "."
			}
			if err := k.flatten(out, m.Type, path, at, depth+1); err != nil {
				return err
			}
			continue
		}
		l, err := k.layoutOf(path, mt, at, int(m.BitSize))
		if err != nil {
			return err
		}
		out[path] = l
	}
	return nil
}

func (k *kernel) layoutOf(path string, t btf.Type, at, bits int) (layout, error) {
	l := layout{path: path, offset: at / 8, size: int(t.Size), bits: bits}
	switch t.Kind {
	case btf.Int:
		l.signed = t.Int.Encoding&btf.Signed != 0
	case btf.Enum:
	case btf.Array:
		elem, _ := k.resolve(t.Array.Elem)
		if elem.Kind != btf.Int || elem.Size != 1 {
			return l, fmt.Errorf("%s: array of %s %q is not handled", path, elem.Kind, elem.Name)
		}
		l.size, l.isArray = int(t.Array.Nelems), true
	default:
		return l, fmt.Errorf("%s: %s is not handled", path, t.Kind)
	}
	if bits > 0 {
		unit := 8 * l.size
		l.offset, l.bit = at/unit*l.size, at%unit
	}
	return l, nil
}

// resolve returns a type without typedefs and qualifiers.
func (k *kernel) resolve(id uint32) (btf.Type, bool) {
	for range maxNesting {
		t, ok := k.spec.Type(id)
		if !ok {
			return t, false
		}
		switch t.Kind {
		case btf.Typedef, btf.Const, btf.Volatile, btf.Restrict, btf.TypeTag:
			id = t.Type
		default:
			return t, true
		}
	}
	return btf.Type{}, false
}

// wantedEnums returns the ids of the enums that the tables name, those without a name by one of their enumerators.
func wantedEnums(spec *btf.Spec) []uint32 {
	var ids []uint32
	anchors := map[string]bool{}
	for _, e := range enums {
		ids = append(ids, spec.Find(btf.Enum, e.Kernel)...)
	}
	for _, f := range flagTypes {
		if f.Anchor != "" {
			anchors[f.Anchor] = true
		}
	}
	for _, kind := range []btf.Kind{btf.Enum, btf.Enum64} {
		for _, id := range spec.Find(kind, "") {
			if t, _ := spec.Type(id); hasAnchor(t, anchors) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func hasAnchor(t btf.Type, anchors map[string]bool) bool {
	for _, v := range t.Values {
		if anchors[v.Name] {
			return true
		}
	}
	return false
}

// wantedStructs returns the names of all structs and unions that the tables cover.
func wantedStructs() []string {
	names := []string{attrUnion}
	for _, s := range structs {
		if !slices.Contains(names, s.Kernel) { // several views of one union
			names = append(names, s.Kernel)
		}
	}
	return names
}
