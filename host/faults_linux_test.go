package host

import (
	"cmp"
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"difftest/capture"
	"difftest/capture/tracer"
	"difftest/diffreport"
	"difftest/internal/bpftest"
	"difftest/normalize"
)

var (
	faultSeed   = flag.Uint64("faultseed", 0, "draw the places of faults by `SEED`; 0: another one each time")
	faultPlaces = flag.Int("faultplaces", 3, "at how many places each fault is planted, if there are as many")
)

// What is planted at least.
const (
	leastFaults  = 100
	leastPlaces  = 3 // of each
	leastObjects = 100
)

// A fault is one thing that a faulty loader gets wrong.
type fault struct {
	name   string
	kind   diffreport.Kind
	impact diffreport.Impact // where the object is loaded all the same
	places func(*sample) []place
}

// A place is where a fault can be planted in an object.
type place struct {
	s      *sample
	at     string            // begins the key of the one cause that must be found
	impact diffreport.Impact // if it is not the fault's
	change func(*flight)     // made to each call of the load, if not nil
	// variant makes the object that one side is given, if not nil: the faulty one or, if onSound is set, the other.
	variant func(elf []byte) ([]byte, error)
	onSound bool
	// erased names the rule that makes the change meaningless: nothing is planted here.
	erased string
}

// A tally is what became of one fault.
type tally struct {
	name                string
	planted, candidates int
	found, extra        int
	erased              map[string][]place // where it means nothing, by rule
}

// TestFaults plants each fault in loads of libbpf's, at places that are drawn anew each time. It must be found as the
// one cause of all that differs: where it was planted, of its kind and impact.
func TestFaults(t *testing.T) {
	bpftest.Require(t)
	seed := cmp.Or(*faultSeed, uint64(time.Now().UnixNano()))
	t.Logf("places drawn by -faultseed %d", seed)
	l := newLab(t)
	l.addSamples(t)
	objects := map[string]bool{}
	var table []*tally
	for _, f := range faults {
		t.Run(strings.ReplaceAll(f.name, " ", "-"), func(t *testing.T) {
			row := &tally{name: f.name, erased: map[string][]place{}}
			table = append(table, row)
			places := l.draw(f, seed, row)
			meaningless := row.candidates == 0 && len(row.erased) > 0
			if row.candidates < leastPlaces && !meaningless {
				t.Errorf("%d places, want at least %d", row.candidates, leastPlaces)
			}
			for _, p := range places {
				objects[p.s.obj.Path] = true
				l.plant(t, f, p, row)
			}
			for rule, places := range row.erased {
				l.plantErased(t, rule, places[int(seed%uint64(len(places)))])
			}
		})
	}
	t.Log(tableText(table, len(l.samples), len(objects)))
	if len(table) < len(faults) { // some of them were asked for
		return
	}
	if n := plantedFaults(table); n < leastFaults || len(objects) < leastObjects {
		t.Errorf("%d faults in %d objects, want at least %d in %d", n, len(objects), leastFaults, leastObjects)
	}
}

// plantedFaults counts the faults that mean something anywhere.
func plantedFaults(table []*tally) int {
	n := 0
	for _, row := range table {
		if row.planted > 0 {
			n++
		}
	}
	return n
}

// draw chooses places for a fault: of as many objects as there are, then further ones in the same objects.
func (l *lab) draw(f fault, seed uint64, row *tally) []place {
	name := fnv.New64a()
	fmt.Fprint(name, f.name)
	rng := rand.New(rand.NewPCG(seed, name.Sum64()))
	var rows [][]place // by object
	for _, s := range l.samples {
		var list []place
		for _, p := range f.places(s) {
			p.s = s
			if p.erased != "" {
				row.erased[p.erased] = append(row.erased[p.erased], p)
				continue
			}
			list = append(list, p)
		}
		row.candidates += len(list)
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		rows = append(rows, list)
	}
	rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	var out []place
	for n := 0; len(out) < min(*faultPlaces, row.candidates); n++ {
		for _, list := range rows {
			if n < len(list) && len(out) < *faultPlaces {
				out = append(out, list[n])
			}
		}
	}
	return out
}

// plant loads the object of a place with the fault and checks what is found.
func (l *lab) plant(t *testing.T, f fault, p place, row *tally) {
	ref, got, changed := l.loadFaulty(t, p)
	if !changed {
		t.Errorf("%s: %s: nothing was changed", p.s.obj.Path, p.at)
		return
	}
	row.planted++
	causes := causesOf(l.a.judge(ref, got))
	if slices.ContainsFunc(causes, isRun) { // as a comparison does: what varies by itself is told by repeating it
		refs, gots := []*capture.Recording{ref}, []*capture.Recording{got}
		for range confirmRounds {
			ref, got, _ := l.loadFaulty(t, p)
			refs, gots = append(refs, ref), append(gots, got)
		}
		causes = causesOf(l.a.judgeRepeats(refs, gots))
	}
	found := false
	for _, d := range causes {
		if !found && strings.HasPrefix(d.Key+" ", p.at+" ") && d.Kind == f.kind && d.Impact == f.impactOn(got, p) {
			found = true
			row.found++
			continue
		}
		row.extra++
		t.Errorf("%s: %s: extra: %s %s at %s\n%s\n→\n%s", p.s.obj.Path, p.at, d.Impact, d.Kind, d.Key, d.Reference, d.Got)
	}
	if !found {
		t.Errorf("%s: %s: not found; %s", p.s.obj.Path, p.at, got.Loads[0].Answer.Message)
	}
}

func isRun(d diffreport.Difference) bool { return d.Kind == diffreport.KindRun }

func causesOf(r diffreport.Result) []diffreport.Difference {
	return slices.DeleteFunc(r.Differences, func(d diffreport.Difference) bool { return !d.IsCause() })
}

// plantErased plants a fault where a rule says that it means nothing: nothing may be found then.
func (l *lab) plantErased(t *testing.T, rule string, p place) {
	ref, got, changed := l.loadFaulty(t, p)
	if list := l.a.judge(ref, got).Differences; !changed || len(list) > 0 {
		t.Errorf("%s: %s: rule %s does not erase this (changed: %v): %v", p.s.obj.Path, p.at, rule, changed, list)
	}
}

// impactOn is the impact that f must be given at p: where the kernel refused what has the fault, that is worth more
// than what is only seen. A program that is loaded all the same is judged by that, whatever became of the object.
func (f fault) impactOn(got *capture.Recording, p place) diffreport.Impact {
	loaded := got.Loads[0].Answer.Outcome == capture.Loaded
	if f.impact == diffreport.ImpactSilent && !loaded {
		loaded = slices.ContainsFunc(normalize.Identify(got), func(i normalize.Identified) bool {
			return i.ID != 0 && strings.HasPrefix(p.at, "prog "+i.Name+" ")
		})
	}
	if loaded {
		return cmp.Or(p.impact, f.impact)
	}
	return diffreport.ImpactOutcome
}

// loadFaulty loads the object of p with the fault. changed reports whether anything was planted.
func (l *lab) loadFaulty(t *testing.T, p place) (ref, got *capture.Recording, changed bool) {
	sound, faulty, done := p.s.obj, p.s.obj, 0
	var plant func(tracer.Entry) bool
	switch {
	case p.variant == nil:
		plant = inFlight(t, &done, p.change)
	case p.onSound:
		sound, done = changedCopy(t, sound, p.variant), 1
	default:
		faulty, done = changedCopy(t, faulty, p.variant), 1
	}
	ref, got = l.record(soundSide, sound, nil), l.record(faultySide, faulty, plant)
	return ref, got, done > 0
}

// tableText writes what became of the faults.
func tableText(table []*tally, samples, objects int) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "fault\tplaces\tfound\textra\tcandidates\tmeaningless, and checked to be")
	var sum tally
	for _, r := range table {
		var erased []string
		for rule, places := range r.erased {
			erased = append(erased, fmt.Sprintf("%d by %s", len(places), rule))
		}
		slices.Sort(erased)
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%s\n", r.name, r.planted, r.found, r.extra, r.candidates, strings.Join(erased, ", "))
		sum.planted, sum.found, sum.extra = sum.planted+r.planted, sum.found+r.found, sum.extra+r.extra
	}
	w.Flush()
	return fmt.Sprintf("%s\n%d faults planted at %d places in %d of %d objects: %d found, %d extra",
		b.String(), plantedFaults(table), sum.planted, objects, samples, sum.found, sum.extra)
}

// faults are the faults that are planted.
var faults = slices.Concat(
	insnFaults, refFaults, coreFaults, subprogFaults, // what programs do
	attrFaults, recordFaults, // and what they are said to be
	mapAttrFaults, innerFaults, typeFaults, contentFaults, pinFaults, reuseFaults,
	variantFaults,
)
