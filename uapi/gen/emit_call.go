package main

import (
	"cmp"
	"slices"
)

// emitCalls writes one function per command, and the list of commands.
func emitCalls(h history, w *source) {
	k := h.newest()
	list := commands()
	slices.SortFunc(list, func(a, b command) int { return cmp.Compare(k.values[a.Name], k.values[b.Name]) })
	w.line("// unionSize is the size of union bpf_attr.\nconst unionSize = %d\n", k.size(attrUnion))
	w.line("// newAttr makes an empty attribute for each command.")
	w.line("var newAttr = map[Cmd]func() attribute{")
	for _, c := range list {
		w.line("%s: func() attribute { return &%sAttr{} },", c.Name, callName(c.Name))
	}
	w.line("}\n")
	w.line("var cmds = []Cmd{")
	for _, c := range list {
		w.line("%s,", c.Name)
	}
	w.line("}\n")
	for _, c := range list {
		emitCall(h, w, c)
	}
}

func emitCall(h history, w *source, c command) {
	name := callName(c.Name)
	w.comment(name + " makes the call " + c.Name + ", which " + c.Doc + "." + note(h.sinceValue(c.Name)) + " " + c.Note)
	switch c.Returns {
	case "FD":
		w.line("func %s(attr *%sAttr) (FD, error) {\nn, err := call(attr)\nreturn FD(n), err\n}\n", name, name)
	case "int":
		w.line("func %s(attr *%sAttr) (int, error) { return call(attr) }\n", name, name)
	default:
		w.line("func %s(attr *%sAttr) error {\n_, err := call(attr)\nreturn err\n}\n", name, name)
	}
}
