package btf

import (
	"strconv"
	"strings"
)

const (
	// maxDepth bounds how deep types nest in one spelling; anonymous types may form cycles in hostile input.
	maxDepth = 64
	// maxDecl bounds the length of one spelling in bytes; nested anonymous types may grow without it.
	maxDecl = 256 << 10
	// maxRef is the same for a short name.
	maxRef = 4 << 10
)

// Decl spells a type in one line of C as completely as its layout needs: two types that differ in layout are spelled
// differently. Offsets that do not follow from what stands before are given ("/* @12 */"), sizes always
// ("/* 40 */", bytes). Named types are named where they are used; those that are part of the layout are spelled out
// once, behind the declaration:
//
//	struct key { __u32 a; __u64 b[4]; } /* 40 */
//	struct outer { struct key k; name_t *n; } /* 48 */; struct key { __u32 a; __u64 b[4]; } /* 40 */
//
// What is behind a pointer is named only. A spelling that would be too long or nests too deep contains "...".
func (s *Spec) Decl(id uint32) string {
	d := &speller{spec: s, limit: maxDecl, seen: map[uint32]bool{id: true}}
	parts := []string{d.define(id)}
	for len(d.queue) > 0 && d.spent < d.limit {
		next := d.queue[0]
		d.queue = d.queue[1:]
		parts = append(parts, d.define(next))
	}
	if len(d.queue) > 0 {
		parts = append(parts, "...")
	}
	return strings.Join(parts, "; ")
}

// Ref names a type in short: "struct key", "unsigned int", "char[16]", "func foo".
func (s *Spec) Ref(id uint32) string {
	t, ok := s.shallow(id)
	if !ok {
		return "type " + strconv.FormatUint(uint64(id), 10)
	}
	switch t.Kind {
	case Func, Var:
		return strings.ToLower(t.Kind.String()) + " " + t.Name
	case Datasec:
		return "section " + t.Name
	}
	d := &speller{spec: s, limit: maxRef, brief: true}
	return d.declare(id, "", 0, false)
}

// speller spells one type.
type speller struct {
	spec  *Spec
	brief bool            // name everything, anonymous types too
	seen  map[uint32]bool // types spelled out or queued for it
	queue []uint32
	spent int // bytes spelled so far
	limit int // of spent
}

// define spells the type itself out, whatever it is.
func (d *speller) define(id uint32) string {
	t, ok := d.spec.shallow(id)
	if !ok {
		return d.spec.Ref(id)
	}
	switch t.Kind {
	case Struct, Union, Enum, Enum64:
		return d.body(t, 0, true)
	case Fwd:
		return tagName(t) + ";"
	case Typedef:
		return "typedef " + d.declare(t.Type, t.Name, 0, true)
	case Func:
		return linkagePrefix(t.Linkage) + d.declare(t.Type, t.Name, 0, false)
	case Var:
		return linkagePrefix(t.Linkage) + d.declare(t.Type, t.Name, 0, true)
	case Datasec:
		return d.datasec(t)
	case DeclTag:
		return d.declTag(t)
	}
	return d.declare(id, "", 0, true)
}

func linkagePrefix(l Linkage) string {
	if l == Global {
		return ""
	}
	return l.String() + " "
}

// need queues the definition of a named type that is part of the layout.
func (d *speller) need(id uint32, layout bool) {
	if layout && !d.brief && !d.seen[id] {
		d.seen[id] = true
		d.queue = append(d.queue, id)
	}
}

// declare spells a declaration of name (or of no name) with the given type. layout: the type is part of the layout of
// what is spelled, not behind a pointer.
func (d *speller) declare(id uint32, name string, depth int, layout bool) string {
	if depth > maxDepth || d.spent > d.limit {
		return d.spend(join("...", name))
	}
	t, ok := d.spec.shallow(id)
	if !ok {
		return d.spend(join(d.spec.Ref(id), name))
	}
	switch t.Kind {
	case Ptr:
		if k := d.target(t.Type); k == Array || k == FuncProto {
			return d.declare(t.Type, "(*"+name+")", depth+1, false)
		}
		return d.declare(t.Type, "*"+name, depth+1, false)
	case Array:
		return d.declare(t.Array.Elem, name+"["+strconv.FormatUint(uint64(t.Array.Nelems), 10)+"]", depth+1, layout)
	case Const, Volatile, Restrict, TypeTag:
		if d.target(t.Type) == Ptr {
			return d.declare(t.Type, join(qualifier(t), name), depth+1, layout)
		}
		return d.spend(qualifier(t) + " " + d.declare(t.Type, name, depth+1, layout))
	case FuncProto:
		return d.declare(t.Type, name+d.params(t, depth), depth+1, false)
	}
	return d.spend(join(d.base(t, depth, layout), name))
}

func (d *speller) spend(text string) string {
	d.spent += len(text)
	return text
}

// join puts a space between the parts of a declaration where C has one: before a name, not before "[4]" or "(int)".
func join(base, name string) string {
	if name == "" || name[0] == '[' || base == "" {
		return base + name
	}
	return base + " " + name
}

// target returns the kind of what qualifiers lead to.
func (d *speller) target(id uint32) Kind {
	for range maxDepth {
		k, next := d.spec.kindOf(id)
		switch k {
		case Const, Volatile, Restrict, TypeTag:
			id = next
		default:
			return k
		}
	}
	return Unkn
}

func qualifier(t Type) string {
	if t.Kind != TypeTag {
		return strings.ToLower(t.Kind.String())
	}
	return attribute(t, "btf_type_tag")
}

// attribute spells a tag. With KindFlag its name is an attribute of any kind.
func attribute(t Type, tag string) string {
	if t.KindFlag {
		return "__attribute__((" + t.Name + "))"
	}
	return tag + "(" + strconv.Quote(t.Name) + ")"
}

func (d *speller) params(t Type, depth int) string {
	t, _ = d.spec.Type(t.ID)
	parts := make([]string, len(t.Params))
	for i, p := range t.Params {
		if d.spent > d.limit {
			return "(...)"
		}
		if parts[i] = "..."; p != (Param{}) {
			parts[i] = d.declare(p.Type, p.Name, depth+1, false)
		}
	}
	if len(parts) == 0 {
		return "(void)"
	}
	return "(" + strings.Join(parts, ", ") + ")"
}
