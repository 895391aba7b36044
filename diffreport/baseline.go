package diffreport

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Changes are what became of differences from one report to another: two versions of a loader, two kernels, yesterday
// and today. Start at Since.
type Changes struct {
	New     []Change // pairs that broke and causes that were not there, the worst first; those that are known left out
	Changed []Change // causes that are there with another value or impact
	Gone    []Change // causes that are not there any more

	Known            int // causes that were not there and are known
	Same             int // causes that are as they were
	Pairs            int // pairs that both reports compare
	OnlyOld, OnlyNew int // pairs that one report alone compares
}

// A Change is what became of a difference of one pair.
type Change struct {
	Result *Result     // in the newer report; of what is gone in the older one
	Broken bool        // the whole pair: its plugin broke, or it disagrees with itself now
	Old    *Difference // nil for what is new
	New    *Difference // nil for what is gone
}

// Since compares a report with an older one. A pair is the same if object and loader are, whatever the loader's version
// and the target.
func (r *Report) Since(old *Report) *Changes {
	c := &Changes{}
	met := map[*Result]bool{}
	for i := range r.Results {
		newer := &r.Results[i]
		older := old.like(newer)
		if older == nil {
			older = &Result{Verdict: Skipped}
		}
		met[older] = true
		c.pair(older, newer)
	}
	for i := range old.Results {
		if older := &old.Results[i]; !met[older] && older.wasCompared() {
			c.OnlyOld++
		}
	}
	for _, list := range [][]Change{c.New, c.Changed, c.Gone} {
		slices.SortStableFunc(list, func(a, b Change) int { return a.rank() - b.rank() })
	}
	return c
}

// like returns the result of the pair that other is of, or nil. A loader that is registered with its version is the one
// that is registered without, if there is no other.
func (r *Report) like(other *Result) *Result {
	base := func(loader string) string { name, _, _ := strings.Cut(loader, "@"); return name }
	var alike []*Result
	for i := range r.Results {
		one := &r.Results[i]
		switch {
		case one.Object != other.Object:
		case one.Loader == other.Loader:
			return one
		case base(one.Loader) == base(other.Loader):
			alike = append(alike, one)
		}
	}
	if len(alike) == 1 {
		return alike[0]
	}
	return nil
}

// wasCompared reports whether the differences of r are all that there are.
func (r *Result) wasCompared() bool { return r.Verdict != Broken && r.Verdict != Skipped }

// pair finds what became of the differences of one pair.
func (c *Changes) pair(older, newer *Result) {
	failed := func(r *Result) bool { return r.Verdict == Broken || r.Verdict == Unstable }
	if failed(newer) && !failed(older) {
		c.New = append(c.New, Change{Result: newer, Broken: true})
	}
	switch {
	case older.wasCompared() && newer.wasCompared():
		c.Pairs++
	case newer.wasCompared():
		c.OnlyNew++
	case older.wasCompared():
		c.OnlyOld++
		return // what differed is not gone: nobody looked
	default:
		return
	}
	for i := range newer.Differences {
		if d := &newer.Differences[i]; d.IsCause() {
			c.cause(older, newer, d)
		}
	}
	for i := range older.Differences {
		if d := &older.Differences[i]; d.IsCause() && newer.at(d.Key) == nil {
			c.Gone = append(c.Gone, Change{Result: older, Old: d})
		}
	}
}

// cause finds what a cause was before.
func (c *Changes) cause(older, newer *Result, d *Difference) {
	before := older.at(d.Key)
	switch {
	case before == nil && d.Known:
		c.Known++
	case before == nil:
		c.New = append(c.New, Change{Result: newer, New: d})
	case before.Reference != d.Reference || before.Got != d.Got || before.IsCause() && before.Impact != d.Impact:
		c.Changed = append(c.Changed, Change{Result: newer, Old: before, New: d})
	default:
		c.Same++
	}
}

// at returns the difference with a key, or nil.
func (r *Result) at(key string) *Difference {
	i := slices.IndexFunc(r.Differences, func(d Difference) bool { return d.Key == key })
	if i < 0 {
		return nil
	}
	return &r.Differences[i]
}

// rank orders changes, the worst first.
func (c Change) rank() int {
	switch {
	case c.Broken:
		return -1
	case c.New != nil:
		return c.New.Impact.rank()
	}
	return c.Old.Impact.rank()
}

// String says what became of the difference in one line.
func (c Change) String() string {
	pair := fmt.Sprintf("%s: %s", c.Result.Object, named(c.Result.Loader, c.Result.Version))
	values := func(d *Difference) string {
		return fmt.Sprintf("%s → %s (%s)", oneLine(d.Reference), oneLine(d.Got), d.Impact)
	}
	switch {
	case c.Broken:
		return fmt.Sprintf("%s: %s: %s", pair, c.Result.Verdict, oneLine(c.Result.Reason))
	case c.Old == nil:
		return fmt.Sprintf("%s: %s: %s", pair, c.New.Key, values(c.New))
	case c.New == nil:
		return fmt.Sprintf("%s: %s: %s", pair, c.Old.Key, values(c.Old))
	}
	return fmt.Sprintf("%s: %s: %s, was %s", pair, c.New.Key, values(c.New), values(c.Old))
}

// WriteChanges writes what is new, changed and gone, a line each, and a count as the last line.
func WriteChanges(w io.Writer, c *Changes) error {
	buf := bufio.NewWriter(w)
	for _, part := range []struct {
		word string
		list []Change
	}{{"gone", c.Gone}, {"changed", c.Changed}, {"new", c.New}} {
		for _, change := range part.list {
			fmt.Fprintf(buf, "%-7s  %s\n", part.word, change)
		}
	}
	fmt.Fprintf(buf, "%s in both: %d new, %d changed, %d gone, %d as before", plural(c.Pairs, "pair"),
		len(c.New), len(c.Changed), len(c.Gone), c.Same)
	if c.Known > 0 {
		fmt.Fprintf(buf, ", %d new but known", c.Known)
	}
	if c.OnlyOld+c.OnlyNew > 0 {
		fmt.Fprintf(buf, "; %s in the older alone, %d in the newer alone", plural(c.OnlyOld, "pair"), c.OnlyNew)
	}
	fmt.Fprintln(buf)
	if err := buf.Flush(); err != nil {
		return fmt.Errorf("changes: %w", err)
	}
	return nil
}
