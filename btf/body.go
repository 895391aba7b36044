package btf

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// base spells a type that stands at the root of a declaration.
func (d *speller) base(t Type, depth int, layout bool) string {
	switch t.Kind {
	case Unkn:
		return "void"
	case Int:
		return intName(t)
	case Float:
		if size, ok := floatSizes[t.Name]; ok && size == t.Size {
			return t.Name
		}
		return fmt.Sprintf("%s /* %d */", t.Name, t.Size)
	case Typedef:
		if !d.spec.isWellKnown(t) {
			d.need(t.ID, layout)
		}
		return t.Name
	case Struct, Union, Enum, Enum64:
		if t.Name == "" && !d.brief {
			return d.body(t, depth, false)
		}
		d.need(t.ID, layout)
		return tagName(t)
	case Fwd:
		return tagName(t)
	case Func, Var, Datasec:
		return d.spec.Ref(t.ID)
	}
	return d.declTag(t)
}

// tagName returns "struct foo", "enum bar".
func tagName(t Type) string {
	word := "struct"
	switch {
	case t.Kind == Union, t.Kind == Fwd && t.KindFlag:
		word = "union"
	case t.Kind == Enum, t.Kind == Enum64:
		word = "enum"
	}
	if t.Name == "" {
		return word + " (anonymous)"
	}
	return word + " " + t.Name
}

// body spells a struct, union or enumeration with its contents. The size of a nested one follows from its members
// unless it is given.
func (d *speller) body(t Type, depth int, withSize bool) string {
	t, _ = d.spec.Type(t.ID)
	var b strings.Builder
	word := strings.TrimSuffix(tagName(t), " (anonymous)")
	b.WriteString(word + " { ")
	if t.Kind == Enum || t.Kind == Enum64 {
		d.values(&b, t)
		withSize = withSize || t.Size != 4 || t.KindFlag
	} else {
		end := d.members(&b, t, depth)
		withSize = withSize || end != uint64(t.Size)*8
	}
	b.WriteString("}")
	switch {
	case withSize && t.KindFlag && (t.Kind == Enum || t.Kind == Enum64):
		fmt.Fprintf(&b, " /* %d signed */", t.Size)
	case withSize:
		fmt.Fprintf(&b, " /* %d */", t.Size)
	}
	return b.String()
}

func (d *speller) values(b *strings.Builder, t Type) {
	for i, v := range t.Values {
		if d.spent > d.limit {
			b.WriteString("... ")
			return
		}
		text := v.Name + " = " + strconv.FormatUint(v.Uint, 10)
		if t.KindFlag {
			text = v.Name + " = " + strconv.FormatInt(v.Int(), 10)
		}
		if i < len(t.Values)-1 {
			text += ","
		}
		b.WriteString(d.spend(text + " "))
	}
}

// members spells the members of a struct or union and returns where they end, in bits.
func (d *speller) members(b *strings.Builder, t Type, depth int) uint64 {
	end := uint64(0)
	for _, m := range t.Members {
		if d.spent > d.limit {
			b.WriteString("... ")
			return math.MaxUint64
		}
		b.WriteString(d.declare(m.Type, m.Name, depth+1, true))
		size, align := d.spec.sizeAlign(m.Type)
		expected := (end + align*8 - 1) / (align * 8) * align * 8
		if m.BitSize != 0 {
			fmt.Fprintf(b, ":%d", m.BitSize)
			expected = end
		}
		if t.Kind == Union {
			expected = 0
		}
		if uint64(m.BitOffset) != expected {
			b.WriteString(" /* @" + bits(m.BitOffset) + " */")
		}
		b.WriteString(d.spend("; "))
		stop := uint64(m.BitOffset) + uint64(m.BitSize)
		if m.BitSize == 0 {
			stop = uint64(m.BitOffset) + size*8
		}
		if t.Kind == Union {
			stop = max(stop, end)
		}
		end = stop
	}
	return end
}

// bits spells an offset in bytes, with the bits behind a dot: "5", "5.3".
func bits(n uint32) string {
	if n%8 == 0 {
		return strconv.FormatUint(uint64(n/8), 10)
	}
	return fmt.Sprintf("%d.%d", n/8, n%8)
}

func (d *speller) datasec(t Type) string {
	t, _ = d.spec.Type(t.ID)
	var b strings.Builder
	b.WriteString("section " + t.Name + " { ")
	for _, v := range t.Vars {
		if d.spent > d.limit {
			b.WriteString("... ")
			break
		}
		d.need(v.Type, true)
		b.WriteString(d.spend(fmt.Sprintf("%s /* @%d %d */; ", d.spec.Ref(v.Type), v.Offset, v.Size)))
	}
	fmt.Fprintf(&b, "} /* %d */", t.Size)
	return b.String()
}

func (d *speller) declTag(t Type) string {
	on := "type " + strconv.FormatUint(uint64(t.Type), 10)
	switch k, _ := d.spec.kindOf(t.Type); k {
	case Struct, Union, Func, Var, Typedef: // what may be tagged, and what is named without following it further
		on = d.spec.Ref(t.Type) + d.spec.Component(t)
	}
	return attribute(t, "btf_decl_tag") + " on " + on
}

// Component names the part of its target that a DECL_TAG stands on: ".member", ":arg0", or "" for the whole.
func (s *Spec) Component(tag Type) string {
	if tag.Component < 0 {
		return ""
	}
	s = s.owner(tag.Type)
	t, _ := s.shallow(tag.Type)
	n := int(tag.Component)
	if t.Kind == Func {
		return ":arg" + strconv.Itoa(n)
	}
	if (t.Kind == Struct || t.Kind == Union) && n < t.Vlen {
		member := int(s.offsets[t.ID-s.first]) + headLen + n*layouts[t.Kind].each
		if name := s.name(s.word(member)); name != "" {
			return "." + name
		}
	}
	return "." + strconv.Itoa(n)
}
