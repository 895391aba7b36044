package main

import "strings"

// emitInfos writes some of the structs that pass between caller and kernel beside the attribute.
func emitInfos(h history, w *source, list []structure) {
	sized := map[string]bool{}
	for _, t := range list {
		size := goName(strings.TrimPrefix(t.Kernel, "bpf_")) + "Size"
		if !sized[size] {
			sized[size] = true
			w.line("// %s is the size of struct %s.\nconst %s = %d\n", size, t.Kernel, size, h.newest().size(t.Kernel))
		}
		s := newShape(h, t.Go, t.Kernel, t.Fields)
		w.comment(t.Doc)
		s.declare(w, "")
		emitInfoCodec(w, s, size)
		emitInfoRefs(w, s)
	}
}

func emitInfoCodec(w *source, s shape, size string) {
	w.comment("Decode" + s.name + " reads struct " + s.of + ". A short one is extended with zeros; bytes behind it " +
		"are returned.")
	w.line("func Decode%s(raw []byte) (info %s, tail []byte) {", s.name, s.name)
	w.line("info.decode(zeroExtend(raw, %s))\nreturn info, behind(raw, %s)\n}\n", size, size)
	w.line("func (a *%s) decode(b []byte) {", s.name)
	s.decode(w, allFields)
	w.line("}\n\nfunc (a *%s) readBack(b []byte) {", s.name)
	s.decode(w, notPointers)
	w.line("}\n")
	w.line("// Marshal returns the bytes of struct %s.", s.of)
	w.line("func (a *%s) Marshal() []byte {\nb := make([]byte, %s)", s.name, size)
	s.encode(w)
	w.line("return b\n}\n")
}

func emitInfoRefs(w *source, s shape) {
	w.line("// Pointers lists the fields that point to memory and are not NULL.")
	if s.buffers() == "" {
		w.line("func (a *%s) Pointers() []PointerField { return nil }\n", s.name)
	} else {
		w.line("func (a *%s) Pointers() []PointerField {\nvar p pointerList", s.name)
		s.pointers(w)
		w.line("return p\n}\n")
	}
	if s.hasDescriptors() {
		w.line("// Descriptors lists the fields that the kernel takes for a descriptor.")
		w.line("func (a *%s) Descriptors() []DescriptorField {\nvar d descriptorList", s.name)
		s.descriptors(w)
		w.line("return d\n}\n")
	}
}
