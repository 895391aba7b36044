package diffreport

import (
	"regexp"
	"slices"
	"strings"
)

// anything stands in a shape for what only the object decides.
const anything = "*"

// maxShapeLines is how many lines of a value of several lines belong to its shape: further ones are consequences of the
// object's size.
const maxShapeLines = 4

// where is a key without the names, places and amounts in it: "prog * insn *", "map * value_type", "outcome".
func where(key string) string {
	words := strings.Split(repeated.ReplaceAllString(key, ""), " ")
	if len(words) < 2 || words[0] != "prog" && words[0] != "map" {
		return strings.Join(words, " ")
	}
	words[1] = anything
	for i := 2; i < len(words); i++ {
		switch {
		case strings.HasPrefix(words[i], "["):
			return strings.Join(append(words[:i:i], "["+anything+"]"), " ")
		case slices.Contains([]string{"insn", "func", "func_info", "run"}, words[i]) && i+1 < len(words):
			i++
			words[i] = anything
		}
	}
	return strings.Join(words, " ")
}

// repeated is what nth appends to a key that was there before.
var repeated = regexp.MustCompile(`#[0-9]+$`)

// openFields are the fields whose values are names and texts out of the object, so that their values say nothing of a
// cause. What other fields may be is few words and numbers that mean the same everywhere.
var openFields = []string{
	"attach_btf", "attach_prog", "bound_maps", "called", "fd_array", "inner_map", "log", "malformed", "name", "pinned",
	"section", "struct_ops", "unread",
}

// shapes returns the values of d without what only the object decides. What is not there, or not set, stays.
func shapes(d Difference) (reference, got string) {
	shape := func(value string) string { return value }
	field := d.Key[strings.LastIndexByte(d.Key, ' ')+1:]
	switch d.Kind {
	case KindInstructions:
		shape = insnShape
	case KindContents:
		shape = contentsShape
	case KindBTF, KindLineInfo:
		shape = func(string) string { return anything }
	case KindFuncInfo:
		if field != "linkage" {
			shape = func(string) string { return anything }
		}
	case KindProgramAttr, KindMapSpec:
		if slices.Contains(openFields, field) {
			shape = func(string) string { return anything }
		}
	}
	return shapeUnlessMissing(d.Reference, shape), shapeUnlessMissing(d.Got, shape)
}

func shapeUnlessMissing(value string, shape func(string) string) string {
	if value == absent || value == notSet {
		return value
	}
	return shape(value)
}

var (
	registers = regexp.MustCompile(`\b([rw])[0-9]+\b`)
	numbers   = regexp.MustCompile(`-?\b(0x[0-9a-f]+|[0-9]+)\b`)
	referred  = regexp.MustCompile(`\b(map|func|kfunc|ksym|kconfig) [^ ]+`)
	jumps     = regexp.MustCompile(`\bgoto [^ ]+`)
)

// insnShape is the text of instructions without registers, numbers and names.
func insnShape(value string) string {
	lines := firstLines(value)
	for i, line := range lines {
		line = referred.ReplaceAllString(line, "$1 "+anything)
		line = jumps.ReplaceAllString(line, "goto "+anything)
		line = registers.ReplaceAllString(line, "$1")
		lines[i] = numbers.ReplaceAllString(line, anything)
	}
	return strings.Join(lines, "\n")
}

// contentsShape says of each entry only whether it is there and whether it is bytes or names something.
func contentsShape(value string) string {
	var out []string
	for _, line := range firstLines(value) {
		if i := strings.LastIndex(line, "] "); i >= 0 && strings.HasPrefix(line, "[") {
			line = line[i+2:]
		}
		switch word, _, more := strings.Cut(line, " "); {
		case line == absent:
		case more && (word == "map" || word == "prog"):
			line = word + " " + anything
		default:
			line = anything
		}
		if !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// firstLines returns the lines of value that belong to its shape.
func firstLines(value string) []string {
	lines := strings.Split(value, "\n")
	if len(lines) > maxShapeLines {
		lines = append(lines[:maxShapeLines:maxShapeLines], "… more")
	}
	return lines
}

var (
	quotedWords = regexp.MustCompile("`[^`]*`|\"[^\"]*\"|'[^']*'")
	paths       = regexp.MustCompile(`[^ ]*/[^ :]+`)
	subjects    = regexp.MustCompile(`\b(program|prog|map|function|func|kfunc|section|symbol|variable|field|type|struct|option) ` +
		`([A-Za-z_.][A-Za-z0-9_.$]*)`)
)

// saidShape is what both libraries said of d in their first lines, without names and numbers of the object. It is empty
// if neither said anything.
func (r *Result) saidShape(d Difference) string {
	if d.Detail == nil || d.Detail.ReferenceMessage == "" && d.Detail.GotMessage == "" {
		return ""
	}
	return r.messageShape(d.Detail.ReferenceMessage) + "\n" + r.messageShape(d.Detail.GotMessage)
}

func (r *Result) messageShape(message string) string {
	text := clip(oneLine(message), maxLine)
	text = quotedWords.ReplaceAllString(text, anything)
	text = paths.ReplaceAllString(text, anything)
	text = subjects.ReplaceAllString(text, "$1 "+anything)
	for _, p := range r.Programs {
		if p.Name != "" {
			text = strings.ReplaceAll(text, p.Name, anything)
		}
	}
	return numbers.ReplaceAllString(text, anything)
}
