package diffreport

import (
	"slices"

	"difftest/normalize"
)

// An Erasure is a place that is equal only because of rules.
type Erasure struct {
	Key       string
	Value     string   // the canonical value of both sides
	Reference string   // the reference's value before the rules
	Got       string   // the loader's value before the rules
	Rules     []string // that changed either, sorted
}

// Erasures lists the places where ref and got are equal but were not before the rules, so that what was ignored can
// be read.
func Erasures(ref, got *normalize.Form) []Erasure {
	var out []Erasure
	c := newComparer(ref, got)
	c.erasure = func(e Erasure) { out = append(out, e) }
	c.compare()
	return out
}

// A rawValue is a value before the rules that changed it.
type rawValue struct {
	text  string
	rules []string
}

func rawOf(raw, value string, rules []string) rawValue {
	if len(rules) == 0 {
		return rawValue{value, nil}
	}
	return rawValue{raw, rules}
}

// equal takes note of two values that are equal by the rules.
func (c *comparer) equal(ref, got rawValue, value string, key func() string) {
	if ref.text == got.text {
		return
	}
	rules := slices.Concat(ref.rules, got.rules)
	slices.Sort(rules)
	rules = slices.Compact(rules)
	for _, r := range rules {
		c.erased[r]++
	}
	if c.erasure != nil && len(rules) > 0 {
		c.erasure(Erasure{key(), value, ref.text, got.text, rules})
	}
}
