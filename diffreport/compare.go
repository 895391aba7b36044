package diffreport

import (
	"fmt"

	"difftest/capture"
	"difftest/normalize"
)

// Compare returns the differences of got from ref, each cause before what follows from it, the worst first. It
// returns none if either form is of a load that was neither loaded nor rejected: there is nothing to compare then,
// which is not agreement.
func Compare(ref, got *normalize.Form) []Difference {
	c := newComparer(ref, got)
	c.compare()
	return c.differences()
}

// Compared says how much of two forms was compared.
type Compared struct {
	Programs int `json:"programs"`     // programs that both sides gave to the kernel
	Insns    int `json:"instructions"` // of the reference's among them
	Maps     int `json:"maps"`         // maps that both sides have
	Bytes    int `json:"bytes"`        // of the reference's map contents and data output
	Runs     int `json:"runs"`         // test runs that both sides made
	// Uncompared are test runs that are not compared: of other targets or on other inputs, or one of them was not made.
	Uncompared int `json:"uncompared"`
	Unwatched  int `json:"unwatched"`            // maps of which it is not known what test runs changed
	Varying    int `json:"varying"`              // parts of their results that are not compared, since they vary by themselves
	Unreported int `json:"unreported,omitempty"` // what one side has and a loader without a kernel does not tell
}

// Add adds other to c.
func (c *Compared) Add(other Compared) {
	c.Programs += other.Programs
	c.Insns += other.Insns
	c.Maps += other.Maps
	c.Bytes += other.Bytes
	c.Runs += other.Runs
	c.Uncompared += other.Uncompared
	c.Unwatched += other.Unwatched
	c.Varying += other.Varying
	c.Unreported += other.Unreported
}

// A finding is a difference on its way: it still knows what it is about.
type finding struct {
	Difference
	prog   string   // key name of the program that it is about, or empty
	mapp   string   // key name of the map that it is about, or empty
	fn     string   // name of the subprogram that is missing or extra, or empty
	field  string   // name of the field, where it is about one
	part   string   // of a run: what of it differs
	state  string   // of a run: the map whose changes it is about, or empty
	alsoOn []string // of a run: other inputs that show the same
	untold bool     // the same before any rule: what it means could be told of one side alone
	cause  *finding // nil if it is a cause
}

// follow makes f a consequence of cause, unless it already is one.
func (f *finding) follow(cause *finding) {
	if f != nil && f.cause == nil && cause != nil && cause.root() != f {
		f.cause = cause
	}
}

// root returns the cause at the end of f's chain, which is f itself for a cause.
func (f *finding) root() *finding {
	for f.cause != nil {
		f = f.cause
	}
	return f
}

// A comparer compares two forms.
type comparer struct {
	ref, got *normalize.Form
	progs    []progPair
	maps     []mapPair
	names    mapNames // how the maps of either side are called in comparing

	targetsDiffer bool            // the two recordings are of different targets
	apart         map[string]bool // programs that one side alone was loaded without the others to be run

	found    []*finding
	compared Compared
	varying  []string       // keys of parts of runs that vary by themselves
	erased   map[string]int // by rule: equal values whose raw values differ
	erasure  func(Erasure)  // told of each of these, if not nil

	substituted map[substitution][]*finding // changes that name one map in the place of another
	standsFor   map[string]map[string]bool  // by the reference's map: the loader's maps in its place
}

func newComparer(ref, got *normalize.Form) *comparer {
	return &comparer{
		ref: ref, got: got, erased: map[string]int{}, apart: map[string]bool{},
		substituted: map[substitution][]*finding{}, standsFor: map[string]map[string]bool{},
	}
}

// compare finds the differences and links each to its cause.
func (c *comparer) compare() {
	if !isCompared(c.ref.Outcome) || !isCompared(c.got.Outcome) {
		return
	}
	c.pairMaps()
	c.pairPrograms()
	c.compareOutcomes()
	c.compareMaps()
	c.comparePrograms()
	c.compareRuns()
	c.link()
}

// isCompared reports whether loads with outcome o are compared.
func isCompared(o capture.Outcome) bool { return o == capture.Loaded || o == capture.Rejected }

// bothLoaded reports whether both objects were loaded, so that nothing is missing only because a load stopped.
func (c *comparer) bothLoaded() bool {
	return c.ref.Outcome == capture.Loaded && c.got.Outcome == capture.Loaded
}

// objectImpact is the impact of a difference that changes what the object does or holds.
func (c *comparer) objectImpact() Impact {
	switch {
	case c.bothLoaded():
		return ImpactSilent
	case c.ref.Outcome == c.got.Outcome:
		return ImpactStage
	}
	return ImpactOutcome
}

// refusalImpact is the impact of a program that the kernel refuses of one side alone. Where both objects are loaded
// all the same, it is missing without a word.
func (c *comparer) refusalImpact() Impact {
	if c.bothLoaded() {
		return ImpactSilent
	}
	return ImpactOutcome
}

// add records a finding and returns it.
func (c *comparer) add(f finding) *finding {
	c.found = append(c.found, &f)
	return &f
}

// compareOutcomes compares what became of the whole objects.
func (c *comparer) compareOutcomes() {
	said := &Detail{ReferenceMessage: message(c.ref), GotMessage: message(c.got)}
	f := finding{Difference: Difference{Kind: KindOutcome, Detail: said}}
	switch {
	case c.ref.Outcome != c.got.Outcome:
		f.Key, f.Impact = "outcome", ImpactOutcome
		f.Reference, f.Got = outcomeText(c.ref), outcomeText(c.got)
		f.Security = c.reusesRefusedMap()
	case c.ref.Outcome == capture.Rejected && c.ref.Stage != c.got.Stage:
		f.Key, f.Impact = "stage", ImpactStage
		f.Reference, f.Got = string(c.ref.Stage), string(c.got.Stage)
	default:
		return
	}
	c.add(f)
}

// message is what a library said of a load, with its error number.
func message(f *normalize.Form) string {
	switch {
	case f.Errno == 0:
		return f.Message
	case f.Message == "":
		return errnoText(f.Errno)
	}
	return errnoText(f.Errno) + ": " + f.Message
}

// outcomeText names an object's outcome with the stage that it was refused at.
func outcomeText(f *normalize.Form) string {
	if f.Outcome != capture.Rejected || f.Stage == "" {
		return string(f.Outcome)
	}
	return fmt.Sprintf("%s at %s", f.Outcome, f.Stage)
}

func isLoaded(f *normalize.Form) bool { return f.Outcome == capture.Loaded }
