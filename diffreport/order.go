package diffreport

import "slices"

// differences returns what was found: each cause with what follows from it, the worst cause first. A cause has the
// worst impact of all that follows from it, so that one which only debugging would see but which makes the kernel
// refuse the program stands where it belongs.
func (c *comparer) differences() []Difference {
	seen := map[string]int{}
	for _, f := range c.found {
		f.Key = nth(f.Key, seen)
	}
	groups := map[*finding][]*finding{}
	var causes []*finding
	for _, f := range c.found {
		root := f.root()
		if root == f {
			causes = append(causes, f)
			continue
		}
		f.Follows = root.Key
		f.Security = root.Security && f.Kind == KindOutcome // it is by the outcome that what is unsafe is let in
		groups[root] = append(groups[root], f)
	}
	for _, group := range groups { // what became of the object comes last
		slices.SortStableFunc(group, func(a, b *finding) int { return a.depth() - b.depth() })
	}
	for _, cause := range causes {
		for _, f := range groups[cause] {
			cause.Impact = worse(cause.Impact, f.Impact)
		}
	}
	slices.SortStableFunc(causes, func(a, b *finding) int { return a.Impact.rank() - b.Impact.rank() })
	var out []Difference
	for _, cause := range causes {
		out = append(out, cause.Difference)
		for _, f := range groups[cause] {
			out = append(out, f.Difference)
		}
	}
	return out
}

// depth is 1 for what is about the whole object, else 0.
func (f *finding) depth() int {
	if f.prog == "" && f.mapp == "" {
		return 1
	}
	return 0
}
