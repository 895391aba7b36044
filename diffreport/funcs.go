package diffreport

import (
	"maps"
	"slices"

	"difftest/normalize"
)

// A funcPair is a function of a program on both sides. One side is nil if it does not have it.
type funcPair struct {
	key      string // what its keys begin with: "prog a" for the program's own function, else "prog a func b"
	name     string // its name in keys
	ref, got *normalize.Func
	renamed  bool
}

// pairFuncs pairs the functions of a program: the program itself with itself, subprograms by name, and those left over
// by what they do. The names under which the loader's subprograms are compared come with it.
func pairFuncs(prog string, ref, got *normalize.Program) ([]funcPair, map[string]string) {
	var pairs []funcPair
	refs, gots := pointers(ref.Funcs), pointers(got.Funcs)
	if len(refs) > 0 && len(gots) > 0 {
		own := funcPair{key: "prog " + prog, name: refs[0].Name, ref: refs[0], got: gots[0]}
		own.renamed = own.ref.Name != own.got.Name
		pairs = append(pairs, own)
		refs, gots = refs[1:], gots[1:]
	}
	subs, names := pairSubprograms(refs, gots)
	seen := map[string]int{}
	for _, p := range subs {
		p.name = nth(p.name, seen)
		p.key = "prog " + prog + " func " + p.name
		pairs = append(pairs, p)
	}
	return pairs, names
}

func pairSubprograms(refs, gots []*normalize.Func) ([]funcPair, map[string]string) {
	var pairs []funcPair
	var restRef, restGot []*normalize.Func
	r, g := byName(refs, funcName), byName(gots, funcName)
	for _, name := range union(r, g) {
		n := min(len(r[name]), len(g[name]))
		for i := range n {
			pairs = append(pairs, funcPair{name: name, ref: r[name][i], got: g[name][i]})
		}
		restRef, restGot = append(restRef, r[name][n:]...), append(restGot, g[name][n:]...)
	}
	names := renamedFuncs(restRef, restGot)
	byNew := map[string]*normalize.Func{}
	for _, f := range restGot {
		byNew[f.Name] = f
	}
	old := map[string]string{}
	for to, from := range names {
		old[from] = to
	}
	for _, f := range restRef {
		p := funcPair{name: f.Name, ref: f, got: byNew[old[f.Name]]}
		p.renamed = p.got != nil
		pairs = append(pairs, p)
	}
	for _, f := range restGot {
		if _, ok := names[f.Name]; !ok {
			pairs = append(pairs, funcPair{name: f.Name, got: f})
		}
	}
	return pairs, names
}

func funcName(f *normalize.Func) string { return f.Name }

// renamedFuncs finds functions that differ in nothing but their names and returns the reference's name for each of the
// loader's. There must be as many of a kind on both sides, which are paired in call order, and the functions that they
// call must be counterparts themselves.
func renamedFuncs(refs, gots []*normalize.Func) map[string]string {
	left := map[string]string{} // names that are compared as one
	for _, f := range slices.Concat(refs, gots) {
		left[f.Name] = "*"
	}
	body := func(f *normalize.Func) string { return funcBody(f, left) }
	r, g := byName(refs, body), byName(gots, body)
	names := map[string]string{}
	pairs := map[*normalize.Func]*normalize.Func{}
	for b := range r {
		if len(r[b]) != len(g[b]) {
			continue
		}
		for i := range r[b] {
			names[g[b][i].Name] = r[b][i].Name
			pairs[r[b][i]] = g[b][i]
		}
	}
	for dropUnlike(pairs, names, left) {
	}
	return names
}

// dropUnlike removes from names the pairs whose calls do not agree under names. It reports whether there were any.
func dropUnlike(pairs map[*normalize.Func]*normalize.Func, names, left map[string]string) bool {
	kept := maps.Clone(left)
	for name := range kept {
		kept[name] = name
	}
	maps.Copy(kept, names)
	dropped := false
	for ref, got := range pairs {
		if funcBody(ref, nil) != funcBody(got, kept) {
			delete(names, got.Name)
			delete(pairs, ref)
			dropped = true
		}
	}
	return dropped
}

// funcBody writes the instructions of f with its references to functions renamed.
func funcBody(f *normalize.Func, names map[string]string) string {
	c := newCode(f.Insns, renames{funcs: names})
	var b []byte
	for i, key := range c.keys {
		b = append(append(b, key...), '\n')
		if c.target[i] >= 0 {
			b = appendInt(b, c.target[i])
		}
	}
	return string(b)
}
