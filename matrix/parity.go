package matrix

import "difftest/corpus"

// A Parity is how many conventions a loader follows as the reference does.
type Parity struct {
	Same int
	Of   int // those that a case has compared
}

// Parities returns the parity of each loader, in the order of s.Loaders, over the conventions with an id of a group, or
// over all if group is empty. Conventions that are the reference's own choice do not count: others may choose
// otherwise.
func (s *Standings) Parities(table *corpus.Conventions, group string) []Parity {
	return s.parities(table, func(c corpus.Convention) bool {
		return c.Level != corpus.LevelDeliberate && (group == "" || corpus.GroupOf(c.ID) == group)
	})
}

// ofLevel returns the parity of each loader over the conventions of one level.
func (s *Standings) ofLevel(table *corpus.Conventions, level corpus.Level) []Parity {
	return s.parities(table, func(c corpus.Convention) bool { return c.Level == level })
}

// parities returns the parity of each loader over the conventions that count.
func (s *Standings) parities(table *corpus.Conventions, counts func(corpus.Convention) bool) []Parity {
	out := make([]Parity, len(s.Loaders))
	for _, c := range table.List {
		if !counts(c) {
			continue
		}
		for i, r := range s.Of(c.ID) {
			if r != NotCompared {
				out[i].Of++
			}
			if r == Same {
				out[i].Same++
			}
		}
	}
	return out
}

// counts counts the conventions by result, by loader in the order of s.Loaders.
func (s *Standings) counts() []map[Result]int {
	out := make([]map[Result]int, len(s.Loaders))
	for i := range out {
		out[i] = map[Result]int{}
	}
	for _, st := range s.Conventions {
		for i, r := range s.Of(st.ID) {
			out[i][r]++
		}
	}
	return out
}
