package main

import (
	"fmt"
	"regexp"
	"strings"
)

// A Graph is the static call graph of a library: of all its modules, one for each source file, as LLVM's textual form
// has them where pointers have no type of their own and calls say what they pass.
//
// https://releases.llvm.org/19.1.0/docs/LangRef.html
type Graph struct {
	symbols map[string]*symbol
	locals  map[string]map[string]bool // module -> its internal names
}

// A symbol is a function, a variable or an alias.
type symbol struct {
	function  bool
	signature string   // of a function: "i32(ptr,i64)"
	calls     []string // symbols that it calls by name
	mentions  []string // symbols whose address it takes, or that its initial value holds
	indirect  []string // signatures of the calls that it makes through pointers
}

// NewGraph returns a graph without any module.
func NewGraph() *Graph {
	return &Graph{symbols: map[string]*symbol{}, locals: map[string]map[string]bool{}}
}

var (
	internalLine = regexp.MustCompile(`(?m)^(?:define internal .*?|@[\w.$]+ = (?:internal|private) .*)`)
	defineLine   = regexp.MustCompile(`^define (.*?) @([\w.$]+)\((.*)\)`)
	variableLine = regexp.MustCompile(`^@([\w.$]+) = (.*)`)
	callLine     = regexp.MustCompile(`\bcall (.*?) ?([@%][\w.$]+)\((.*)\)`)
	name         = regexp.MustCompile(`@[\w.$]+`)
)

// Add reads one module. Names that are internal to it do not meet those of others.
func (g *Graph) Add(module, text string) error {
	lines := strings.Split(text, "\n")
	g.locals[module] = internalNames(lines)
	var current *symbol
	for _, line := range lines {
		switch {
		case current != nil && line == "}":
			current = nil
		case current != nil:
			g.addInstruction(module, current, line)
		case strings.HasPrefix(line, "define "):
			m := defineLine.FindStringSubmatch(line)
			if m == nil {
				return fmt.Errorf("%s: not understood: %s", module, line)
			}
			current = &symbol{function: true, signature: signature(m[1], m[3])}
			g.symbols[g.id(module, m[2])] = current
		case strings.HasPrefix(line, "@"):
			if m := variableLine.FindStringSubmatch(line); m != nil {
				g.symbols[g.id(module, m[1])] = &symbol{mentions: g.names(module, m[2])}
			}
		}
	}
	return nil
}

// internalNames lists what the module defines for itself.
func internalNames(lines []string) map[string]bool {
	internal := map[string]bool{}
	for _, line := range lines {
		if internalLine.MatchString(line) {
			internal[strings.TrimPrefix(name.FindString(line), "@")] = true
		}
	}
	return internal
}

// id is the name under which the graph has a module's symbol.
func (g *Graph) id(module, name string) string {
	if g.locals[module][name] {
		return module + ":" + name
	}
	return name
}

// names lists the symbols that a piece of text names.
func (g *Graph) names(module, text string) []string {
	var ids []string
	for _, n := range name.FindAllString(text, -1) {
		ids = append(ids, g.id(module, n[1:]))
	}
	return ids
}

// addInstruction notes what one line of a function's body calls and mentions.
func (g *Graph) addInstruction(module string, s *symbol, line string) {
	m := callLine.FindStringSubmatch(line)
	switch {
	case m == nil:
		s.mentions = append(s.mentions, g.names(module, line)...)
		return
	case m[2][0] == '@':
		s.calls = append(s.calls, g.id(module, m[2][1:]))
	default:
		s.indirect = append(s.indirect, signature(m[1], m[3]))
	}
	s.mentions = append(s.mentions, g.names(module, m[3])...)
}

// signature puts a function's type into one form, from what stands before its name and between its parentheses: in a
// definition or in a call. Of "..." only what a call passes is left, so that no variadic function is found by its type;
// none of those counted is called through a pointer.
func signature(before, parameters string) string {
	before, _, _ = strings.Cut(before, " (") // the parameters' types, where the function is variadic
	words := strings.Fields(before)
	var types []string
	for _, p := range splitArguments(parameters) {
		types = append(types, strings.Fields(p)[0])
	}
	return words[len(words)-1] + "(" + strings.Join(types, ",") + ")"
}

// splitArguments splits at the commas that are in no parentheses or braces.
func splitArguments(text string) []string {
	var arguments []string
	depth, start := 0, 0
	for i, c := range text {
		switch c {
		case '(', '{', '[':
			depth++
		case ')', '}', ']':
			depth--
		case ',':
			if depth == 0 {
				arguments = append(arguments, text[start:i])
				start = i + 1
			}
		}
	}
	if strings.TrimSpace(text[start:]) != "" {
		arguments = append(arguments, text[start:])
	}
	return arguments
}
