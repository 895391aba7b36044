package diffreport

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"difftest/normalize"
)

// kernelNameLen is how much of a name the kernel keeps: BPF_OBJ_NAME_LEN without its NUL.
const kernelNameLen = 15

// A progPair is a program on both sides. One side is nil if it does not have it.
type progPair struct {
	key      string // its name in keys
	ref, got *normalize.Program
}

// A mapPair is a map on both sides. One side is nil if it does not have it.
type mapPair struct {
	key      string // its name in keys
	ref, got *normalize.Map
	note     string // why the two are taken for one another, if not for their names alone
	renamed  bool   // all but its name is the same
}

// mapNames says under which name a map that one side calls otherwise is compared.
type mapNames struct{ ref, got map[string]string }

// pairPrograms pairs programs by name; those that share a name, by likeness.
func (c *comparer) pairPrograms() {
	refs, gots := byName(pointers(c.ref.Programs), programName), byName(pointers(c.got.Programs), programName)
	for _, name := range union(refs, gots) {
		pairs, restRef, restGot := pairByLikeness(refs[name], gots[name], programDistance)
		for _, p := range pairs {
			c.progs = append(c.progs, progPair{name, p[0], p[1]})
		}
		for _, r := range restRef {
			c.progs = append(c.progs, progPair{name, r, nil})
		}
		for _, g := range restGot {
			c.progs = append(c.progs, progPair{name, nil, g})
		}
	}
	seen := map[string]int{}
	for i := range c.progs {
		c.progs[i].key = nth(c.progs[i].key, seen)
	}
}

func programName(p *normalize.Program) string { return p.Name }

// programDistance counts how far two programs of one name are apart.
func programDistance(a, b *normalize.Program) int {
	d := fieldDistance(a.Attrs, b.Attrs)
	if len(a.Funcs) == 0 || len(b.Funcs) == 0 {
		return d
	}
	x, y := a.Funcs[0].Insns, b.Funcs[0].Insns
	for i := range min(len(x), len(y)) {
		if x[i].Text != y[i].Text {
			d++
		}
	}
	return d + max(len(x), len(y)) - min(len(x), len(y))
}

// pairMaps pairs maps by name, those that cannot be told apart as a set, and those that differ in nothing but their
// name.
func (c *comparer) pairMaps() {
	c.names = mapNames{map[string]string{}, map[string]string{}}
	refs, gots := byName(pointers(c.ref.Maps), mapName), byName(pointers(c.got.Maps), mapName)
	var restRef, restGot []*normalize.Map
	for _, name := range union(refs, gots) {
		rest1, rest2 := c.addSet(refs[name], gots[name])
		restRef, restGot = append(restRef, rest1...), append(restGot, rest2...)
	}
	restRef, restGot = c.pairCutNames(restRef, restGot)
	restRef, restGot = c.pairRenamed(restRef, restGot)
	for _, m := range restRef {
		c.maps = append(c.maps, mapPair{key: m.Name, ref: m})
	}
	for _, m := range restGot {
		c.maps = append(c.maps, mapPair{key: m.Name, got: m})
	}
	slices.SortStableFunc(c.maps, func(a, b mapPair) int { return strings.Compare(a.key, b.key) })
	seen := map[string]int{}
	for i := range c.maps {
		c.maps[i].key = nth(c.maps[i].key, seen)
	}
}

func mapName(m *normalize.Map) string { return m.Name }

// sortedByBody returns list in an order that does not depend on that of the recording.
func sortedByBody(list []*normalize.Map) []*normalize.Map {
	if len(list) < 2 {
		return list
	}
	return slices.SortedStableFunc(slices.Values(list), func(a, b *normalize.Map) int {
		return strings.Compare(mapBody(a), mapBody(b))
	})
}

// addSet pairs maps that share a name or part of one and returns those left over.
func (c *comparer) addSet(refs, gots []*normalize.Map) (restRef, restGot []*normalize.Map) {
	pairs, restRef, restGot := pairByLikeness(sortedByBody(refs), sortedByBody(gots), mapDistance)
	for _, p := range pairs {
		pair := mapPair{key: p[0].Name, ref: p[0], got: p[1]}
		if p[0].Ambiguous || p[1].Ambiguous || max(len(refs), len(gots)) > 1 {
			pair.note = fmt.Sprintf("one of %d maps that cannot be told apart", max(len(refs), len(gots)))
		}
		c.maps = append(c.maps, pair)
	}
	return restRef, restGot
}

// pairCutNames pairs maps of which one side knows no more than the kernel's name, cut to 15 bytes.
func (c *comparer) pairCutNames(refs, gots []*normalize.Map) (restRef, restGot []*normalize.Map) {
	r, g := byName(refs, cutName), byName(gots, cutName)
	for _, cut := range union(r, g) {
		ambiguous := func(m *normalize.Map) bool { return m.Ambiguous }
		if !slices.ContainsFunc(r[cut], ambiguous) && !slices.ContainsFunc(g[cut], ambiguous) {
			restRef, restGot = append(restRef, r[cut]...), append(restGot, g[cut]...)
			continue
		}
		for _, m := range r[cut] {
			c.names.ref[m.Name] = cut
		}
		for _, m := range g[cut] {
			c.names.got[m.Name] = cut
		}
		rest1, rest2 := c.addSet(r[cut], g[cut])
		restRef, restGot = append(restRef, rest1...), append(restGot, rest2...)
	}
	return restRef, restGot
}

func cutName(m *normalize.Map) string { return m.Name[:min(len(m.Name), kernelNameLen)] }

// pairRenamed pairs each map of refs with the one map of gots that differs from it in nothing but its name, if there
// is exactly one either way. Only maps of loads that went through are paired so: others may merely be missing.
func (c *comparer) pairRenamed(refs, gots []*normalize.Map) (restRef, restGot []*normalize.Map) {
	if !c.bothLoaded() {
		return refs, gots
	}
	r, g := byName(refs, mapBody), byName(gots, mapBody)
	for _, body := range union(r, g) {
		if len(r[body]) != 1 || len(g[body]) != 1 {
			restRef, restGot = append(restRef, r[body]...), append(restGot, g[body]...)
			continue
		}
		ref, got := r[body][0], g[body][0]
		c.names.got[got.Name] = ref.Name
		c.maps = append(c.maps, mapPair{key: ref.Name, ref: ref, got: got, renamed: true})
	}
	return restRef, restGot
}

// pairByLikeness pairs the elements of two lists, the nearest first, and returns those left over.
func pairByLikeness[T any](refs, gots []*T, distance func(a, b *T) int) (pairs [][2]*T, restRef, restGot []*T) {
	refs, gots = slices.Clone(refs), slices.Clone(gots)
	for len(refs) > 0 && len(gots) > 0 {
		r, g := nearest(refs, gots, distance)
		pairs = append(pairs, [2]*T{refs[r], gots[g]})
		refs, gots = slices.Delete(refs, r, r+1), slices.Delete(gots, g, g+1)
	}
	return pairs, refs, gots
}

// nearest returns the first pair with the least distance.
func nearest[T any](refs, gots []*T, distance func(a, b *T) int) (bestR, bestG int) {
	if len(refs) == 1 && len(gots) == 1 {
		return 0, 0
	}
	best := -1
	for r := range refs {
		for g := range gots {
			d := distance(refs[r], gots[g])
			if best < 0 || d < best {
				bestR, bestG, best = r, g, d
			}
			if d == 0 {
				return r, g
			}
		}
	}
	return bestR, bestG
}

// pointers returns pointers to the elements of list.
func pointers[T any](list []T) []*T {
	out := make([]*T, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

// byName groups list by name, in the order of list.
func byName[T any](list []*T, name func(*T) string) map[string][]*T {
	groups := map[string][]*T{}
	for _, e := range list {
		groups[name(e)] = append(groups[name(e)], e)
	}
	return groups
}

// union returns the keys of both maps, sorted.
func union[V any](a, b map[string]V) []string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return slices.Sorted(maps.Keys(all))
}

// nth returns name, or name#2 and so on if seen has had it already.
func nth(name string, seen map[string]int) string {
	seen[name]++
	if seen[name] == 1 {
		return name
	}
	return fmt.Sprintf("%s#%d", name, seen[name])
}
