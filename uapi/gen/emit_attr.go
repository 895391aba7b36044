package main

import (
	"slices"
	"strings"
)

// emitAttrs writes the attribute types of some commands.
func emitAttrs(h history, w *source, list []command) {
	for _, c := range list {
		s := newShape(h, callName(c.Name)+"Attr", attrUnion, c.Fields)
		w.comment(s.name + " is the attribute of " + c.Name + ", which " + c.Doc + "." + note(h.sinceValue(c.Name)))
		extra := ""
		if c.Variants != nil {
			extra = "// Extra is what only some kinds have: by " + c.Switch + " one of the types named " +
				callName(c.Name) + "..., else nil.\nExtra " + callName(c.Name) + "Extra"
		}
		s.declare(w, extra)
		emitAttrMethods(w, c, s)
		for _, v := range c.Variants {
			emitVariant(h, w, c, v)
		}
		if c.Variants != nil {
			emitSwitch(w, c)
		}
	}
}

// emitAttrMethods writes what Attr and attribute ask for.
func emitAttrMethods(w *source, c command, s shape) {
	hasExtra := c.Variants != nil
	extra := func(code string) {
		if hasExtra {
			w.line("if a.Extra != nil {\n%s\n}", code)
		}
	}
	w.line("// Cmd returns %s.", c.Name)
	w.line("func (a *%s) Cmd() Cmd { return %s }\n", s.name, c.Name)

	w.line("// Marshal returns the bytes for the kernel.")
	w.line("func (a *%s) Marshal() []byte {\nb := make([]byte, %d)", s.name, s.end())
	s.encode(w)
	extra("b = zeroExtend(b, a.Extra.size())\na.Extra.encode(b)")
	w.line("return b\n}\n")

	w.line("func (a *%s) decode(b []byte) int {", s.name)
	s.decode(w, allFields)
	if hasExtra {
		w.line("a.Extra = new%sExtra(a.%s)", callName(c.Name), c.Switch)
		extra("a.Extra.decode(b)\nreturn a.Extra.size()")
	}
	w.line("return %d\n}\n", s.end())

	if slices.ContainsFunc(s.fields, outputs) {
		w.line("func (a *%s) readBack(b []byte) {", s.name)
		s.decode(w, outputs)
		w.line("}\n")
	} else {
		w.line("func (a *%s) readBack([]byte) {}\n", s.name)
	}

	emitRefs(w, c, s, extra)
}

// emitRefs writes the methods that tell what the attribute refers to.
func emitRefs(w *source, c command, s shape, extra func(string)) {
	w.line("// Pointers lists the fields that point to memory.")
	if s.buffers() == "" && c.Variants == nil {
		w.line("func (a *%s) Pointers() []PointerField { return nil }\n", s.name)
		w.line("func (a *%s) buffers() []Pointer { return nil }\n", s.name)
	} else {
		w.line("func (a *%s) Pointers() []PointerField {\nvar p pointerList", s.name)
		s.pointers(w)
		extra("a.Extra.pointers(&p)")
		w.line("return p\n}\n")
		w.line("func (a *%s) buffers() []Pointer {", s.name)
		extra("return a.Extra.buffers()")
		w.line("return []Pointer{%s}\n}\n", s.buffers())
	}
	w.line("// Descriptors lists the fields that the kernel takes for a descriptor.")
	if !s.hasDescriptors() {
		w.line("func (a *%s) Descriptors() []DescriptorField { return nil }\n", s.name)
		return
	}
	w.line("func (a *%s) Descriptors() []DescriptorField {\nvar d descriptorList", s.name)
	s.descriptors(w)
	extra("a.Extra.descriptors(&d, a.Flags)")
	w.line("return d\n}\n")
}

func emitVariant(h history, w *source, c command, v variant) {
	s := newShape(h, v.Go, attrUnion, v.Fields)
	w.comment(v.Go + " is what " + c.Name + " takes beyond the rest for " + v.Doc + ".")
	s.declare(w, "")
	w.line("func (a *%s) size() int { return %d }\n", v.Go, s.end())
	w.line("func (a *%s) encode(b []byte) {", v.Go)
	s.encode(w)
	w.line("}\n\nfunc (a *%s) decode(b []byte) {", v.Go)
	s.decode(w, allFields)
	if s.buffers() == "" {
		w.line("}\n\nfunc (a *%s) pointers(*pointerList) {}\n", v.Go)
		w.line("func (a *%s) buffers() []Pointer { return nil }\n", v.Go)
	} else {
		w.line("}\n\nfunc (a *%s) pointers(p *pointerList) {", v.Go)
		s.pointers(w)
		w.line("}\n\nfunc (a *%s) buffers() []Pointer { return []Pointer{%s} }\n", v.Go, s.buffers())
	}
	if !s.hasDescriptors() {
		w.line("func (a *%s) descriptors(*descriptorList, LinkFlags) {}\n", v.Go)
		return
	}
	w.line("func (a *%s) descriptors(d *descriptorList, flags LinkFlags) {", v.Go)
	s.descriptors(w)
	w.line("}\n")
}

// emitSwitch writes the function that chooses the variant.
func emitSwitch(w *source, c command) {
	name := callName(c.Name) + "Extra"
	w.line("// new%s returns the empty variant that goes with v, or nil.", name)
	w.line("func new%s(v %s) %s {\nswitch v {", name, c.Switch, name)
	for _, v := range c.Variants {
		w.line("case %s:\nreturn &%s{}", strings.Join(v.When, ",\n"), v.Go)
	}
	w.line("}\nreturn nil\n}\n")
}
