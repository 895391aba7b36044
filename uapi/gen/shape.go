package main

import (
	"fmt"
	"slices"
	"strings"
)

// A shape is a Go struct and the code that goes with it.
type shape struct {
	name   string // Go name
	of     string // the kernel's struct
	fields []shapeField
}

type shapeField struct {
	field
	layout
	since string
}

// newShape puts the fields in the order in which they lie.
func newShape(h history, name, of string, list []field) shape {
	s := shape{name: name, of: of}
	for _, f := range list {
		s.fields = append(s.fields, shapeField{f, h.newest().fields[of][f.Path], h.sinceField(of, f)})
	}
	slices.SortStableFunc(s.fields, func(a, b shapeField) int { return 64*(a.offset-b.offset) + a.bit - b.bit })
	return s
}

// end is the offset behind the last field.
func (s shape) end() int {
	end := 0
	for _, f := range s.fields {
		end = max(end, f.offset+f.size)
	}
	return end
}

func (f shapeField) goType() string {
	switch {
	case f.Type != "":
		return f.Type
	case f.isArray:
		return fmt.Sprintf("[%d]byte", f.size)
	case f.signed:
		return fmt.Sprintf("int%d", 8*f.size)
	}
	return fmt.Sprintf("uint%d", 8*f.size)
}

// declare writes the fields of the struct. extra is a line for behind them.
func (s shape) declare(w *source, extra string) {
	w.line("type %s struct {", s.name)
	for _, f := range s.fields {
		doc := f.kernelName() + ": " + f.Doc + "."
		switch {
		case f.isPointer() && f.Dir == out:
			doc += " The kernel writes there."
		case !f.isPointer() && f.Dir == out:
			doc += " Set by the kernel."
		}
		w.comment(doc + note(f.since))
		w.line("%s %s", f.goIdent(), f.goType())
	}
	if extra != "" {
		w.line("%s", extra)
	}
	w.line("}\n")
}

// goIdent is the name of the Go field.
func (f shapeField) goIdent() string { return f.field.goName() }

// encode writes the statements that put all fields into b.
func (s shape) encode(w *source) {
	for _, f := range s.fields {
		name := "a." + f.goIdent()
		switch {
		case f.isPointer():
			w.line("put64(b, %d, %s.Addr())", f.offset, name)
		case f.bits > 0:
			w.line("putBit(b, %d, %d, %s)", f.offset, f.bit, name)
		case f.isArray:
			w.line("copy(b[%d:], %s[:])", f.offset, name)
		default:
			w.line("put%d(b, %d, %s)", 8*f.size, f.offset, name)
		}
	}
}

func allFields(shapeField) bool     { return true }
func notPointers(f shapeField) bool { return !f.isPointer() }
func outputs(f shapeField) bool     { return !f.isPointer() && f.Dir != in }

// decode writes the statements that take some fields out of b.
func (s shape) decode(w *source, which func(shapeField) bool) {
	for _, f := range s.fields {
		name := "a." + f.goIdent()
		if !which(f) {
			continue
		}
		switch {
		case f.isPointer():
			w.line("%s = AddressPointer(get64[uint64](b, %d))", name, f.offset)
		case f.bits > 0:
			w.line("%s = getBit(b, %d, %d)", name, f.offset, f.bit)
		case f.isArray:
			w.line("copy(%s[:], b[%d:])", name, f.offset)
		default:
			w.line("%s = get%d[%s](b, %d)", name, 8*f.size, f.goType(), f.offset)
		}
	}
}

func (s shape) pointers(w *source) {
	for _, f := range s.fields {
		if f.isPointer() {
			w.line("p.add(%q, a.%s, %s, %s)", last(f.Path), f.goIdent(), f.Dir, f.Len)
		}
	}
}

// buffers returns the pointer fields as a list of expressions.
func (s shape) buffers() string {
	var names []string
	for _, f := range s.fields {
		if f.isPointer() {
			names = append(names, "a."+f.goIdent())
		}
	}
	return strings.Join(names, ", ")
}

func (s shape) hasDescriptors() bool {
	return slices.ContainsFunc(s.fields, func(f shapeField) bool { return f.FD != "" })
}

func (s shape) descriptors(w *source) {
	for _, f := range s.fields {
		if f.FD == "" {
			continue
		}
		name := f.FDName
		if name == "" {
			name = fmt.Sprintf("%q", last(f.Path))
		}
		value := "a." + f.goIdent()
		if f.goType() != "FD" {
			value = "FD(" + value + ")"
		}
		add := fmt.Sprintf("d.add(%s, %s, %s)", name, value, f.FD)
		if f.When == "" {
			w.line("%s", add)
			continue
		}
		w.line("if %s {\n%s\n}", f.When, add)
	}
}
