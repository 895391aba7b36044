package main

import "fmt"

// Reached are the functions that entry points reach.
type Reached struct {
	graph   *Graph
	symbols map[string]bool
	// Of functions that stand in tables of pointers: those of a signature are reached once a call through a pointer has it.
	waiting map[string][]string
	called  map[string]bool
}

// Reach finds the functions that the roots reach: by calls; by having their address taken in the code of a reached
// function, which hands it to somebody who calls it; and by standing in a table that a reached function uses, where a
// reached function calls through a pointer of their type. The last condition is what tells the functions that prepare a
// section's programs from those that attach them, which stand in the same table.
func (g *Graph) Reach(roots []string) (*Reached, error) {
	r := &Reached{graph: g, symbols: map[string]bool{}, waiting: map[string][]string{}, called: map[string]bool{}}
	for _, root := range roots {
		if s := g.symbols[root]; s == nil || !s.function {
			return nil, fmt.Errorf("no function %s in the call graph", root)
		}
		r.visit(root)
	}
	return r, nil
}

// Has reports whether the function of a module is reached.
func (r *Reached) Has(module, function string) bool {
	return r.symbols[r.graph.id(module, function)]
}

func (r *Reached) visit(id string) {
	s := r.graph.symbols[id]
	if s == nil || r.symbols[id] {
		return // another library's, or known
	}
	r.symbols[id] = true
	for _, called := range s.calls {
		r.visit(called)
	}
	for _, sig := range s.indirect {
		r.call(sig)
	}
	for _, mentioned := range s.mentions {
		r.mention(s, mentioned)
	}
}

// mention follows an address: taken in code, or standing in a table.
func (r *Reached) mention(by *symbol, id string) {
	s := r.graph.symbols[id]
	if s == nil || !s.function || by.function || r.called[s.signature] {
		r.visit(id)
		return
	}
	r.waiting[s.signature] = append(r.waiting[s.signature], id)
}

// call has the functions of a signature reached, those that are waiting and those to come.
func (r *Reached) call(sig string) {
	r.called[sig] = true
	waiting := r.waiting[sig]
	delete(r.waiting, sig)
	for _, id := range waiting {
		r.visit(id)
	}
}
