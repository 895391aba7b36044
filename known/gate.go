package known

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"difftest/diffreport"
)

// A Kind is what makes a gate fail.
type Kind string

// The kinds of problems, the worst first.
const (
	Broken   Kind = "broken"    // a plugin crashed, hung or broke the protocol: no list excuses it
	Unstable Kind = "unstable"  // a loader disagrees with itself
	New      Kind = "new"       // a difference that is in no list
	Changed  Kind = "changed"   // one that is listed with another value
	Gone     Kind = "gone"      // an entry that matches nothing
	Count    Kind = "count"     // an entry that matches more or fewer differences than it says
	NoReason Kind = "no reason" // an entry that says no reason
)

// Kinds lists the kinds of problems, the worst first.
var Kinds = []Kind{Broken, Unstable, New, Changed, Gone, Count, NoReason}

// A Problem is one thing that makes a gate fail.
type Problem struct {
	Kind Kind
	Text string // one line, without the kind
}

// A Run is what lists are held against.
type Run struct {
	Pairs []Pair
	// Filtered says that differences were left out: nothing can be said to be gone.
	Filtered bool
	// Complete reports whether the run held everything that a list counts: only then can an entry that is not about
	// objects by name be said to match too little.
	Complete func(*List) bool
}

// A Verdict is what a gate says of a run.
type Verdict struct {
	Problems []Problem // the worst kind first; none: the gate passes
	Notes    []string  // what may explain them
}

// Gate holds a run to the lists. A loader that is there twice, in two versions, is held to them twice.
func (ls Lists) Gate(run Run) Verdict {
	var v Verdict
	for _, loader := range run.loaders() {
		v.merge(ls.gate(run.of(loader)))
	}
	slices.SortStableFunc(v.Problems, func(a, b Problem) int {
		return cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind))
	})
	return v
}

// merge adds what another verdict says and v does not.
func (v *Verdict) merge(other Verdict) {
	for _, p := range other.Problems {
		if !slices.Contains(v.Problems, p) {
			v.Problems = append(v.Problems, p)
		}
	}
	v.Notes = append(v.Notes, other.Notes...)
}

// loaders are the loaders of a run, as registered.
func (run Run) loaders() []string {
	var names []string
	for _, p := range run.Pairs {
		if !slices.Contains(names, p.Result.Loader) {
			names = append(names, p.Result.Loader)
		}
	}
	return names
}

// of is the part of a run that is one loader's.
func (run Run) of(loader string) Run {
	part := Run{Complete: run.Complete, Filtered: run.Filtered}
	for _, p := range run.Pairs {
		if p.Result.Loader == loader {
			part.Pairs = append(part.Pairs, p)
		}
	}
	return part
}

// gate holds the pairs of one loader to the lists.
func (ls Lists) gate(run Run) Verdict {
	g := ls.tally(run)
	var v Verdict
	for _, p := range run.Pairs {
		switch r := p.Result; r.Verdict {
		case diffreport.Broken:
			v.add(Broken, "%s: %s", pairName(r), r.Reason)
		case diffreport.Unstable:
			v.add(Unstable, "%s: %s", pairName(r), r.Reason)
		}
	}
	for _, l := range ls {
		if note := l.otherReference(run); note != "" {
			v.Notes = append(v.Notes, note)
		}
		if !slices.ContainsFunc(run.Pairs, l.isAbout) {
			continue
		}
		if note := l.otherVersion(run); note != "" {
			v.Notes = append(v.Notes, note)
		}
		for _, e := range l.Entries {
			v.entry(g, e)
		}
	}
	for _, c := range g.open {
		v.add(New, "%s: %s", pairName(c.pair.Result), describe(c.difference))
	}
	return v
}

func (v *Verdict) add(kind Kind, format string, args ...any) {
	v.Problems = append(v.Problems, Problem{kind, fmt.Sprintf(format, args...)})
}

// entry says what is wrong with an entry after a run.
func (v *Verdict) entry(g *tally, e *Entry) {
	if e.Reason == "" {
		v.add(NoReason, "%s: %s: why is it so?", e.Where, e.Key)
	}
	n := len(g.taken[e])
	switch {
	case e.isMany(n):
	case n > e.Count:
		v.count(e, n)
	case !g.tells(e):
	default:
		for _, c := range g.near(e, e.Least-n) {
			v.add(Changed, "%s: %s; %s says otherwise", pairName(c.pair.Result), describe(c.difference), e.Where)
			n++
		}
		switch {
		case n == 0:
			v.add(Gone, "%s: %s%s: no such difference any more", e.Where, e.Key, e.of())
		case n < e.Least:
			v.count(e, n)
		}
	}
}

// isMany reports whether an entry may match n differences.
func (e *Entry) isMany(n int) bool { return e.Least <= n && n <= e.Count }

func (v *Verdict) count(e *Entry, n int) {
	want := fmt.Sprintf("its count is %d", e.Count)
	if e.Least < e.Count {
		want += fmt.Sprintf(", at least %d", e.Least)
	}
	v.add(Count, "%s: %s%s: it matches %d, %s", e.Where, e.Key, e.of(), n, want)
}

// of names the object of an entry that is about one.
func (e *Entry) of() string {
	if len(e.Objects) == 1 {
		return " of " + e.Objects[0]
	}
	return ""
}

// otherReference says that a list is about the run's loader beside another reference, or nothing.
func (l *List) otherReference(run Run) string {
	for _, p := range run.Pairs {
		if BaseName(p.Result.Loader) == BaseName(l.Loader) && !l.isAbout(p) {
			return fmt.Sprintf("%s is about %s beside %s, not beside %s", l.Path, l.Loader, l.Reference, p.Reference)
		}
	}
	return ""
}

// otherVersion says that a list is about other versions than those of the run, or nothing.
func (l *List) otherVersion(run Run) string {
	if len(l.Entries) == 0 {
		return ""
	}
	seen := ""
	for _, p := range run.Pairs {
		if !l.isAbout(p) {
			continue
		}
		if slices.ContainsFunc(l.Entries, func(e *Entry) bool { return e.isFor(p) }) {
			return ""
		}
		seen = fmt.Sprintf("%s %s on Linux %s", p.Result.Loader, p.Result.Version, p.Result.Target.Kernel)
	}
	return fmt.Sprintf("no entry of %s is about %s", l.Path, seen)
}

// pairName names a pair for people.
func pairName(r *diffreport.Result) string {
	return strings.TrimSpace(fmt.Sprintf("%s by %s %s", r.Object, r.Loader, r.Version))
}

// maxValue is how much of a value is shown in a line, in bytes.
const maxValue = 60

// describe says what a difference is in a line.
func describe(d diffreport.Difference) string {
	return fmt.Sprintf("%s: %s → %s (%s)", d.Key, short(d.Reference), short(d.Got), d.Impact)
}

// short is a value in one line, cut at the end of a character.
func short(value string) string {
	value = strings.Join(strings.Fields(value), " ")
	if len(value) <= maxValue {
		return value
	}
	return strings.ToValidUTF8(value[:maxValue], "") + "…"
}
