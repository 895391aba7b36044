package main

// emitInfos writes the structs that the kernel answers with.
func emitInfos(h history, w *source) {
	for _, t := range structs {
		s := newShape(h, t.Go, t.Kernel, t.Fields)
		w.comment(t.Doc)
		s.declare(w, "")
		size := h.newest().size(t.Kernel)
		w.line("// %sSize is the size of struct %s.\nconst %sSize = %d\n", t.Go, t.Kernel, t.Go, size)
		w.comment("Decode" + t.Go + " reads struct " + t.Kernel + ". A short one is extended with zeros; bytes behind it " +
			"are returned.")
		w.line("func Decode%s(raw []byte) (info %s, tail []byte) {", t.Go, t.Go)
		w.line("info.decode(zeroExtend(raw, %sSize))\nreturn info, behind(raw, %sSize)\n}\n", t.Go, t.Go)
		w.line("func (a *%s) decode(b []byte) {", t.Go)
		s.decode(w, false)
		w.line("}\n")
		w.line("// Marshal returns the bytes of struct %s.", t.Kernel)
		w.line("func (a *%s) Marshal() []byte {\nb := make([]byte, %sSize)", t.Go, t.Go)
		s.encode(w)
		w.line("return b\n}\n")
		emitInfoPointers(w, s)
	}
}

func emitInfoPointers(w *source, s shape) {
	w.line("// Pointers lists the fields that point to memory and are not NULL.")
	if s.buffers() == "" {
		w.line("func (a *%s) Pointers() []PointerField { return nil }\n", s.name)
		return
	}
	w.line("func (a *%s) Pointers() []PointerField {\nvar p pointerList", s.name)
	s.pointers(w)
	w.line("return p\n}\n")
}
