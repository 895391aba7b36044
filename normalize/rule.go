package normalize

import (
	"slices"
	"strings"
)

// A Rule is one named step that erases a difference which carries no meaning. Its texts are for people: they are what
// a report shows where a rule stood between two values that it calls equal.
type Rule struct {
	Name    string // what it erases: "map-fds"
	Erases  string // the difference that goes
	Because string // why it carries no meaning
	Source  string // where that is written down: a permalink or a kernel commit
	Keeps   string // what a careless version of the rule would hide, and this one shows
}

// Rules lists every rule, in the order in which they are applied to a value.
var Rules = []Rule{
	probesAndRetries,
	creationOrder,
	mapFDs,
	fdArray,
	nameCut,
	dataMapNames,
	innerMapNames,
	kconfigMap,
	mmapable,
	kernelMapFlags,
	kernVersion,
	btfIDs,
	kernelIDs,
	kernelFields,
	poison,
	subprogramOrder,
	jumpDistances,
	varyingRuns,
}

// RuleByName returns the rule with the name. ok is false if there is none.
func RuleByName(name string) (rule Rule, ok bool) {
	i := slices.IndexFunc(Rules, func(r Rule) bool { return r.Name == name })
	if i < 0 {
		return Rule{}, false
	}
	return Rules[i], true
}

// A value is a text on its way through the rules.
type value struct {
	text  string
	raw   string   // the text before the first rule that changed it
	rules []string // names of the rules that changed it
}

// plain is a value that no rule has changed yet.
func plain(text string) value { return value{text: text} }

// on reports whether the rule is in force.
func (c *canon) on(r Rule) bool { return !c.opts.Raw && !c.opts.Disable[r.Name] }

// apply makes text the value by the rule, unless the rule is switched off or changes nothing.
func (c *canon) apply(v *value, r Rule, text string) {
	if v.text == text || !c.on(r) {
		return
	}
	if len(v.rules) == 0 {
		v.raw = v.text
	}
	v.text = text
	if !slices.Contains(v.rules, r.Name) {
		v.rules = append(v.rules, r.Name)
	}
	c.fired[r.Name]++
}

// before is the text before the first rule.
func (v *value) before() string {
	if len(v.rules) > 0 {
		return v.raw
	}
	return v.text
}

// inherit makes text the value by rules that have been counted elsewhere: where a name is only used, not found.
func (v *value) inherit(text string, rules []string) {
	if v.text == text {
		return
	}
	if len(v.rules) == 0 {
		v.raw = v.text
	}
	v.text = text
	for _, r := range rules {
		if !slices.Contains(v.rules, r) {
			v.rules = append(v.rules, r)
		}
	}
}

// field makes the value a field.
func (v value) field(name string) Field {
	return Field{Name: name, Value: v.text, Raw: v.raw, Rules: v.rules}
}

// fields collects fields in their fixed order. A field whose value is the kernel's default is left out, unless a rule
// made it so.
type fields []Field

func (f *fields) add(name string, v value) {
	if v.text != "" || len(v.rules) > 0 {
		*f = append(*f, v.field(name))
	}
}

func (f *fields) text(name, text string) { f.add(name, plain(text)) }

// line writes the fields that have a value on one line.
func (f fields) line() string {
	var parts []string
	for _, field := range f {
		if field.Value != "" {
			parts = append(parts, field.Name+" "+field.Value)
		}
	}
	return strings.Join(parts, ", ")
}
