package diffreport

import (
	"slices"
	"strings"
)

// linkInsns links a change that takes a reference to a map away, or adds one, to that map's being missing or extra.
func (c *comparer) linkInsns() {
	for _, f := range c.found {
		if f.Kind != KindInstructions || f.fn != "" {
			continue
		}
		f.follow(c.first(func(o *finding) bool {
			return o.Kind == KindMaps && o.field == "" && onlyOneNames(f, o, "map", o.mapp)
		}))
		if readsKconfig(f.Reference) && readsKconfig(f.Got) {
			f.follow(c.first(func(o *finding) bool { return o.mapp == kconfigMap && o.field == fieldValueType }))
		}
		if f.untold {
			f.follow(c.first(func(o *finding) bool { return o.Kind == KindBTF && o.prog == f.prog && o.mapp == "" }))
		}
	}
}

// onlyOneNames reports whether, of the two texts of f, only the one of the side that has what o says is missing names
// it.
func onlyOneNames(f, o *finding, kind, name string) bool {
	with, without := f.Reference, f.Got
	if o.Reference == absent {
		with, without = without, with
	}
	return (o.Reference == absent) != (o.Got == absent) && names(with, kind, name) && !names(without, kind, name)
}

// names reports whether one of the instructions in text refers to what is called name.
func names(text, kind, name string) bool {
	for line := range strings.Lines(text) {
		if ref, ok := parseRef(strings.TrimSuffix(line, "\n")); ok && ref.kind == kind && ref.name == name {
			return true
		}
	}
	return false
}

// linkFuncs links a missing or extra subprogram to the changes that no longer, or newly, refer to it, which are one, or
// to the missing or extra subprogram that does.
func (c *comparer) linkFuncs() {
	for _, f := range c.found {
		if f.fn == "" {
			continue
		}
		refers := func(o *finding) bool {
			return o.Kind == KindInstructions && o.fn == "" && o.prog == f.prog && onlyOneNames(o, f, "func", f.fn)
		}
		first := c.first(refers)
		f.follow(first)
		for _, o := range c.found {
			if o != first && refers(o) && onlyCalls(o, f.fn) {
				o.follow(first)
			}
		}
		f.follow(c.first(func(o *finding) bool {
			sameSide := (o.Reference == absent) == (f.Reference == absent)
			return o.fn != "" && o != f && o.prog == f.prog && sameSide && names(c.bodyOf(o), "func", f.fn)
		}))
	}
}

// onlyCalls reports whether f changes nothing but references to a subprogram.
func onlyCalls(f *finding, fn string) bool {
	refs, gots := strings.Split(f.Reference, "\n"), strings.Split(f.Got, "\n")
	return slices.EqualFunc(refs, gots, func(a, b string) bool {
		return a == b || names(a, "func", fn) || names(b, "func", fn)
	})
}

// bodyOf returns the instructions of the subprogram that f says is missing or extra.
func (c *comparer) bodyOf(f *finding) string {
	for _, p := range c.progs {
		if p.key != f.prog {
			continue
		}
		side := p.ref
		if f.Reference == absent {
			side = p.got
		}
		for _, fn := range side.Funcs {
			if fn.Name == f.fn {
				return funcBody(&fn, nil)
			}
		}
	}
	return ""
}
