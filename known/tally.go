package known

import (
	"slices"

	"difftest/diffreport"
	"difftest/filter"
)

// A claim is one cause of a pair.
type claim struct {
	pair       Pair
	difference diffreport.Difference
}

// A tally is which entries take which differences of a run.
type tally struct {
	run   Run
	taken map[*Entry][]claim
	open  []claim // that no entry takes; near takes from it
}

func (ls Lists) tally(run Run) *tally {
	g := &tally{run: run, taken: map[*Entry][]claim{}}
	for _, p := range run.Pairs {
		if !isCompared(p.Result) {
			continue
		}
		for _, d := range p.Result.Differences {
			c := claim{p, d}
			switch e := ls.Find(p, d); {
			case e != nil:
				g.taken[e] = append(g.taken[e], c)
			case d.IsCause() && p.Result.Verdict != diffreport.Unstable:
				g.open = append(g.open, c)
			}
		}
	}
	return g
}

// isCompared reports whether a pair was compared: whether what is not among its differences is no difference.
func isCompared(r *diffreport.Result) bool {
	return r.Verdict != diffreport.Broken && r.Verdict != diffreport.Skipped
}

// tells reports whether the run can show that an entry matches too little: it left no differences out, it was complete
// or had all the objects that the entry names, and nothing broke where the entry would match.
func (g *tally) tells(e *Entry) bool {
	if g.run.Filtered {
		return false
	}
	var here []Pair
	for _, p := range g.run.Pairs {
		if !e.list.isAbout(p) || !e.isFor(p) {
			continue
		}
		if p.Result.Verdict == diffreport.Broken && e.coversObject(p) {
			return false
		}
		here = append(here, p)
	}
	if len(here) == 0 {
		return false
	}
	if g.run.Complete != nil && g.run.Complete(e.list) {
		return true
	}
	if len(e.Objects) == 0 {
		return false
	}
	for _, object := range e.Objects {
		there := func(p Pair) bool { return filter.Match(object, p.Object) }
		if !filter.IsLiteral(object) || !slices.ContainsFunc(here, there) {
			return false
		}
	}
	return true
}

// near takes up to n open differences that stand where the entry says, with other values.
func (g *tally) near(e *Entry, n int) []claim {
	var found []claim
	g.open = slices.DeleteFunc(g.open, func(c claim) bool {
		if len(found) == n || !e.list.isAbout(c.pair) || !e.covers(c.pair, c.difference) {
			return false
		}
		found = append(found, c)
		return true
	})
	return found
}
