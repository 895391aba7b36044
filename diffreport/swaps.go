package diffreport

import (
	"maps"
	"slices"
	"strings"
)

// A substitution is one map named in the place of another.
type substitution struct{ ref, got string }

// noteSubstitutions takes note of which map stands in the place of which, in a range of instructions.
func (c *comparer) noteSubstitutions(d *diffing, h hunk, f *finding) {
	if h.refHi-h.refLo != h.gotHi-h.gotLo {
		return
	}
	pure := true // the range differs in nothing but maps
	var subs []substitution
	for i := range h.refHi - h.refLo {
		ref, got := d.ref.keys[h.refLo+i], d.got.keys[h.gotLo+i]
		r, ok1 := parseRef(ref)
		g, ok2 := parseRef(got)
		if !ok1 || !ok2 || r.kind != "map" || r.before != g.before || r.after != g.after {
			pure = pure && ref == got
			continue
		}
		subs = append(subs, substitution{r.name, g.name})
	}
	for _, s := range subs {
		if pure && s.ref != s.got {
			c.substituted[s] = append(c.substituted[s], f)
		}
		if c.standsFor[s.ref] == nil {
			c.standsFor[s.ref] = map[string]bool{}
		}
		c.standsFor[s.ref][s.got] = true
	}
}

// linkSwaps finds maps that are taken for one another throughout the object: every reference to one names the other,
// or their specs are exchanged. All that comes of it follows the first difference.
func (c *comparer) linkSwaps() {
	for _, s := range slices.SortedFunc(maps.Keys(c.substituted), compareSubstitutions) {
		if len(c.standsFor[s.ref]) == 1 {
			c.linkAll(c.substituted[s])
		}
	}
	suspects := c.swapSuspects()
	for i, a := range suspects {
		for _, b := range suspects[i+1:] {
			if c.exchanged(a, b) || c.mutual(a.key, b.key) {
				c.linkAll(c.swapFindings(a, b))
			}
		}
	}
}

// swapSuspects lists the maps that something was found about, or that stand in the place of others.
func (c *comparer) swapSuspects() []mapPair {
	named := map[string]bool{}
	for _, f := range c.found {
		named[f.mapp] = true
	}
	for s := range c.substituted {
		named[s.ref], named[s.got] = true, true
	}
	return slices.DeleteFunc(slices.Clone(c.maps), func(m mapPair) bool { return !named[m.key] })
}

func compareSubstitutions(a, b substitution) int {
	if a.ref != b.ref {
		return strings.Compare(a.ref, b.ref)
	}
	return strings.Compare(a.got, b.got)
}

// linkAll makes all of list follow the one that was found first.
func (c *comparer) linkAll(list []*finding) {
	first := c.first(func(f *finding) bool { return slices.Contains(list, f) })
	for _, f := range list {
		if f != first {
			f.follow(first)
		}
	}
}

// mutual reports whether every reference to a names b and the other way round.
func (c *comparer) mutual(a, b string) bool {
	return len(c.standsFor[a]) == 1 && c.standsFor[a][b] && len(c.standsFor[b]) == 1 && c.standsFor[b][a]
}

// exchanged reports whether each of a and b is on the loader's side what the other is on the reference's, and they are
// not the same anyway.
func (c *comparer) exchanged(a, b mapPair) bool {
	if a.ref == nil || a.got == nil || b.ref == nil || b.got == nil {
		return false
	}
	return mapBody(a.ref) == mapBody(b.got) && mapBody(b.ref) == mapBody(a.got) && mapBody(a.ref) != mapBody(b.ref)
}

// swapFindings lists what was found about maps a and b and where instructions name one for the other.
func (c *comparer) swapFindings(a, b mapPair) []*finding {
	var out []*finding
	for _, f := range c.found {
		if f.mapp == a.key || f.mapp == b.key {
			out = append(out, f)
		}
	}
	out = append(out, c.substituted[substitution{a.key, b.key}]...)
	return append(out, c.substituted[substitution{b.key, a.key}]...)
}
