package diffreport

import (
	"fmt"
	"strings"

	"difftest/normalize"
)

// A code is the instructions of one function prepared for comparing. Two instructions are alike if their keys are
// equal and, where they jump, their targets correspond: labels are numbered by place, so one jump more renumbers all
// that follow.
type code struct {
	insns  []normalize.Insn
	keys   []string // text with names of maps as compared and a label replaced by "*"
	target []int    // index in insns that the instruction jumps to, or -1
}

// newCode prepares insns. rename maps names of maps and functions as this side calls them to names as compared.
func newCode(insns []normalize.Insn, rename renames) code {
	c := code{insns: insns, keys: make([]string, len(insns)), target: make([]int, len(insns))}
	labels := map[string]int{}
	for i, in := range insns {
		if in.Label != "" {
			labels[in.Label] = i
		}
	}
	for i, in := range insns {
		text, label := splitLabel(in.Text)
		to, ok := labels[label]
		if label == "" || !ok {
			c.keys[i], c.target[i] = rename.apply(in.Text), -1
			continue
		}
		c.keys[i], c.target[i] = text+"*", to
	}
	for i := range insns {
		c.toEnd(i)
	}
	return c
}

// toEnd gives a jump that goes right behind the last instruction, where there is no label, its target: so does one whose
// target has been left out.
func (c *code) toEnd(i int) {
	text, distance := splitLabel(c.insns[i].Text)
	last := c.insns[len(c.insns)-1]
	if c.target[i] < 0 && distance == fmt.Sprintf("+0x%x", last.Index-c.insns[i].Index) && !strings.HasSuffix(last.Text, " ll") {
		c.keys[i], c.target[i] = text+"*", len(c.insns)
	}
}

// splitLabel cuts the label that a jump goes to off its text. The label is empty if text is no jump to one.
func splitLabel(text string) (rest, label string) {
	i := strings.LastIndexByte(text, ' ')
	if i < 0 || i+1 == len(text) {
		return text, ""
	}
	words := strings.Fields(text[:i])
	if len(words) == 0 || !strings.Contains(words[len(words)-1], "goto") {
		return text, ""
	}
	return text[:i+1], text[i+1:]
}

// renames says under which names maps and functions of one side are compared.
type renames struct{ maps, funcs map[string]string }

// apply replaces the map or function that text refers to by its name as compared.
func (r renames) apply(text string) string {
	ref, ok := parseRef(text)
	if !ok {
		return text
	}
	name, ok := r.maps[ref.name]
	switch ref.kind {
	case "func":
		name, ok = r.funcs[ref.name]
	case "kconfig":
		ok = false
	}
	if !ok {
		return text
	}
	return ref.before + name + ref.after
}

// A textRef is a map, function or kernel configuration variable that an instruction refers to by name.
type textRef struct {
	kind          string // "map", "func" or "kconfig"
	name          string
	before, after string // the text around the name
}

// parseRef finds the map or function in the text of an instruction: "r1 = map counters ll",
// "r2 = map .rodata[8] ll", "call func parse_eth", "r2 = func callback ll".
func parseRef(text string) (textRef, bool) {
	if name, ok := strings.CutPrefix(text, "call func "); ok {
		return textRef{"func", name, "call func ", ""}, true
	}
	head, tail, ok := strings.Cut(text, " = ")
	if !ok {
		return textRef{}, false
	}
	name, ok := strings.CutSuffix(tail, " ll")
	if !ok {
		return textRef{}, false
	}
	kind, name, ok := strings.Cut(name, " ")
	if !ok || kind != "map" && kind != "func" && kind != "kconfig" {
		return textRef{}, false
	}
	after := " ll"
	if i := strings.LastIndexByte(name, '['); i > 0 && kind == "map" && strings.HasSuffix(name, "]") {
		name, after = name[:i], name[i:]+after
	}
	return textRef{kind, name, head + " = " + kind + " ", after}, true
}
