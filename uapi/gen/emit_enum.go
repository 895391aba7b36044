package main

import (
	"fmt"
	"strings"

	"difftest/btf"
)

// emitEnums writes the enums as typed constants with their kernel names.
func emitEnums(h history, w *source) {
	spec := h.newest().spec
	for _, e := range enums {
		t, _ := spec.Type(spec.Find(btf.Enum, e.Kernel)[0])
		w.comment(e.Doc)
		w.line("type %s uint32\n", e.Go)
		w.line("// The values of enum %s.\nconst (", e.Kernel)
		for _, v := range t.Values {
			if !isMarker(v.Name) {
				w.line("%s %s = %d%s", v.Name, e.Go, v.Uint, trailing(note(h.sinceValue(v.Name))))
			}
		}
		w.line(")\n")
		table := strings.ToLower(e.Go[:1]) + e.Go[1:] + "Names"
		w.line("var %s = map[%s]string{", table, e.Go)
		for _, v := range shownNames(t) {
			w.line("%s: %q,", v, v)
		}
		w.line("}\n")
		w.comment(fmt.Sprintf("String returns the kernel's name, or %q for a value without one.", e.Prefix+"(99)"))
		w.line("func (v %s) String() string { return enumName(%s, v, %q) }\n", e.Go, table, e.Prefix)
		w.line("// Parse%s returns the value that String names so. It returns false if there is none.", e.Go)
		w.line("func Parse%s(name string) (%s, bool) { return enumValue(%s, name) }\n", e.Go, e.Go, table)
	}
}

func trailing(note string) string {
	if note == "" {
		return ""
	}
	return " //" + strings.TrimSuffix(note, ".")
}

// shownNames picks one name for each value: the first that is not deprecated.
func shownNames(t btf.Type) []string {
	best := map[uint64]string{}
	var order []uint64
	for _, v := range t.Values {
		if isMarker(v.Name) {
			continue
		}
		old, ok := best[v.Uint]
		if !ok {
			order = append(order, v.Uint)
		}
		if !ok || strings.HasSuffix(old, "_DEPRECATED") {
			best[v.Uint] = v.Name
		}
	}
	var names []string
	for _, v := range order {
		names = append(names, best[v])
	}
	return names
}

// emitFlags writes the flag types.
func emitFlags(h history, w *source) {
	shared := map[string]bool{}
	w.line("// Flags that serve several commands.\nconst (")
	for _, m := range untyped {
		shared[m.Name] = true
		value := m.Value
		if value == 0 {
			value = h.newest().values[m.Name]
		}
		w.line("%s = %#x // %s%s", m.Name, value, m.Doc, trailingSince(note(h.sinceValue(m.Name)), m.Value == 0))
	}
	w.line(")\n")
	for _, f := range flagTypes {
		emitFlagType(h, w, f, shared)
	}
}

// trailingSince is empty for macros, of which BTF does not know how old they are.
func trailingSince(note string, known bool) string {
	if !known || note == "" {
		return ""
	}
	return "." + strings.TrimSuffix(note, ".")
}

func emitFlagType(h history, w *source, f flagType, shared map[string]bool) {
	for line := range strings.SplitSeq(f.Doc, "\n") {
		w.line("// %s", line)
	}
	w.line("type %s %s\n", f.Go, f.Base)
	names := f.Shared
	if f.Anchor != "" || f.Macros != nil {
		w.line("// Values of %s.\nconst (", f.Go)
		for _, v := range anchored(h.newest(), f.Anchor) {
			names = append(names, v.Name)
			if !shared[v.Name] {
				w.line("%s %s = %#x%s", v.Name, f.Go, v.Uint, trailing(note(h.sinceValue(v.Name))))
			}
		}
		for _, m := range f.Macros {
			names = append(names, m.Name)
			w.line("%s %s = %#x // %s", m.Name, f.Go, m.Value, m.Doc)
		}
		w.line(")\n")
	}
	w.line("// String joins the names of the flags that are set with %q; bits without a name are in hex.", "|")
	w.line("func (v %s) String() string {\nreturn flagNames(v, %q, []flagName[%s]{", f.Go, f.Zero, f.Go)
	for _, n := range names {
		if n != f.Zero {
			w.line("{%s, %q},", n, n)
		}
	}
	w.line("})\n}\n")
}

// anchored returns the enumerators of the unnamed enum that has the given one.
func anchored(k *kernel, anchor string) []btf.Value {
	if anchor == "" {
		return nil
	}
	for _, kind := range []btf.Kind{btf.Enum, btf.Enum64} {
		for _, id := range k.spec.Find(kind, "") {
			if t, _ := k.spec.Type(id); hasAnchor(t, map[string]bool{anchor: true}) {
				return t.Values
			}
		}
	}
	return nil
}
