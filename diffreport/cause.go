package diffreport

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// A Cause is one thing that a loader does otherwise than the reference, with every place where it shows: differences
// that are alike in all but the names, addresses and amounts of the object that they stand in. Whether two differences
// have one cause cannot be seen from outside; that they look alike can, and is what a Cause says.
type Cause struct {
	ID              string // Difference.Cause of each place
	Loader, Version string
	Kind            Kind
	Impact          Impact
	Security        bool
	Known           bool
	Where           string   // the key without names: "map * value_type"
	Reference, Got  string   // the values without what only the object decides: "*", "not set"
	Conventions     []string // ids that explain it in at least one place
	Places          []Place  // where it shows, by object
}

// A Place is one difference of one pair.
type Place struct {
	Result *Result
	Index  int // in Result.Differences
}

// Difference returns the difference at p.
func (p Place) Difference() Difference { return p.Result.Differences[p.Index] }

// Consequences returns what follows from the difference at p.
func (p Place) Consequences() []Difference {
	list := p.Result.Differences[p.Index+1:]
	n := slices.IndexFunc(list, Difference.IsCause)
	if n < 0 {
		n = len(list)
	}
	return list[:n]
}

// Objects returns the objects in which c shows, each once.
func (c *Cause) Objects() []string {
	var names []string
	for _, p := range c.Places {
		if n := len(names); n == 0 || names[n-1] != p.Result.Object {
			names = append(names, p.Result.Object)
		}
	}
	return names
}

// Causes returns the causes in a report: those that are not known first, then by impact, those in the most objects
// first. Differences that follow from others are no causes of their own.
func Causes(r *Report) []*Cause {
	type group struct {
		id, version string
		impact      Impact
		known       bool
	}
	var causes []*Cause
	index := map[group]*Cause{}
	for i := range r.Results {
		result := &r.Results[i]
		for j, d := range result.Differences {
			if !d.IsCause() {
				continue
			}
			g := group{cmp.Or(d.Cause, causeID(result, d)), result.Version, d.Impact, d.Known}
			c, ok := index[g]
			if !ok {
				c = newCause(g.id, result, d)
				index[g], causes = c, append(causes, c)
			}
			c.add(Place{result, j})
		}
	}
	slices.SortStableFunc(causes, func(a, b *Cause) int {
		return cmp.Or(trueLast(a.Known, b.Known), a.Impact.rank()-b.Impact.rank(), len(b.Objects())-len(a.Objects()))
	})
	return causes
}

func trueLast(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func newCause(id string, r *Result, d Difference) *Cause {
	reference, got := shapes(d)
	return &Cause{
		ID: id, Loader: r.Loader, Version: r.Version, Kind: d.Kind, Impact: d.Impact,
		Security: d.Security, Known: d.Known, Where: where(d.Key), Reference: reference, Got: got,
	}
}

func (c *Cause) add(p Place) {
	c.Places = append(c.Places, p)
	for _, id := range p.Difference().Conventions {
		if !slices.Contains(c.Conventions, id) {
			c.Conventions = append(c.Conventions, id)
		}
	}
}

// lengthOfCauseID is how many hex digits of a digest name a cause: enough for some millions of them.
const lengthOfCauseID = 12

// causeID names what the cause d of r has in common with those of other objects. It stays the same from run to run and
// from version to version of the loader. Where the values say little of themselves ("loaded" here, "rejected" there),
// what the libraries said belongs to it, or where they said nothing, the conventions that the case exercises. That
// decides which differences are shown together, and nothing else: words of libraries are not compared.
func causeID(r *Result, d Difference) string {
	reference, got := shapes(d)
	parts := []string{r.Loader, string(d.Kind), where(d.Key), reference, got, fmt.Sprint(d.Security)}
	switch said := r.saidShape(d); {
	case said != "":
		parts = append(parts, said)
	case saysLittle(d.Kind) && reference != absent && got != absent:
		parts = append(parts, strings.Join(slices.Sorted(slices.Values(d.Conventions)), " "))
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])[:lengthOfCauseID]
}

// saysLittle reports whether values of kind k are alike for unlike causes.
func saysLittle(k Kind) bool {
	switch k {
	case KindOutcome, KindPrograms, KindInstructions, KindMaps, KindContents, KindRun:
		return true
	}
	return false
}
