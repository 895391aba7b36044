// Package diffreport compares canonical forms and reports where they part. It reads no recording's bytes, knows no
// loader and runs nothing: canonical forms go in, differences come out, and from them results, a report and its text.
// Start at Compare for two forms, at Judge for two recordings of one object, at Report for what is printed.
//
// # Causes and consequences
//
// One cause is one difference. An altered instruction also changes what a run returns, or makes the kernel refuse the
// program and the library refuse the object: these name the altered instruction in Follows and are no causes of their
// own. A difference follows another only if the other is something that the kernel was given, and given before: what
// the kernel was given is compared whole, so a consequence without such a difference is a cause.
//
// # What is not compared
//
// A load that stopped hides what it did not reach. Programs that the kernel was not asked to load, maps that are
// missing and contents are compared only where both sides got so far.
package diffreport

// A Difference is one place where a canonical form parts from the reference's.
type Difference struct {
	// Key says where, in words that stay the same from run to run: "prog count_packets insn 12",
	// "map counters max_entries". No two differences of a comparison share one.
	Key    string `json:"key"`
	Kind   Kind   `json:"kind"`
	Impact Impact `json:"impact"` // of a cause: the worst of its own and of what follows from it
	// Security is set where the loader accepts what the reference refuses for safety.
	Security  bool   `json:"security"`
	Reference string `json:"reference"` // the reference's canonical value; several lines for several instructions
	Got       string `json:"got"`       // the loader's
	Known     bool   `json:"known"`     // written down with a reason, or follows from one that is
	// Conventions are the ids of the conventions that explain it. Never nil in a Result.
	Conventions []string `json:"conventions"`
	Follows     string   `json:"follows"` // the key of the cause, empty if it is a cause itself
	// Cause names what a cause has in common with others, of this object and of other ones; see Cause. Empty if it
	// follows from another difference.
	Cause string `json:"cause,omitempty"`

	// Input is what the program was run on, where a search found that. Nil for others, whose name in the key tells.
	Input *Input `json:"input,omitempty"`

	// Detail is what the text report shows beside the values. Nil if there is no more to show.
	Detail *Detail `json:"-"`
}

// An Input is what a program was run on, in hex.
type Input struct {
	Data string `json:"data,omitempty"` // the packet
	Ctx  string `json:"ctx,omitempty"`  // the context
}

// IsCause reports whether d is a cause rather than the consequence of another difference.
func (d Difference) IsCause() bool { return d.Follows == "" }

// Kind is what sort of thing differs.
type Kind string

// The kinds of differences.
const (
	KindOutcome      Kind = "outcome"      // whether and where an object or a program is refused
	KindPrograms     Kind = "programs"     // which programs exist, which are loaded by default
	KindProgramAttr  Kind = "program-attr" // an attribute of a program
	KindInstructions Kind = "instructions"
	KindFuncInfo     Kind = "func-info"
	KindLineInfo     Kind = "line-info"
	KindMaps         Kind = "maps"     // which maps exist, which are reused
	KindMapSpec      Kind = "map-spec" // an attribute of a map
	KindBTF          Kind = "btf"      // which BTF, or which type of it, a program or map is given
	KindContents     Kind = "contents" // what a map holds after the load, frozen or not
	KindRun          Kind = "run"      // what a test run returns
)

// Kinds lists the kinds, in the order in which things come to be.
var Kinds = []Kind{
	KindOutcome, KindPrograms, KindProgramAttr, KindInstructions, KindFuncInfo, KindLineInfo, KindMaps, KindMapSpec,
	KindBTF, KindContents, KindRun,
}

// Impact is what a difference means for a user, the worst first.
type Impact string

// The impacts. Both sides of a program are judged by what became of the program; those of a map by what became of
// the object.
const (
	ImpactSilent   Impact = "silent"   // both loaded, but what runs or holds differs
	ImpactOutcome  Impact = "outcome"  // one loads, the other refuses
	ImpactStage    Impact = "stage"    // both refuse: elsewhere, or after asking the kernel for something else
	ImpactMetadata Impact = "metadata" // debugging sees it
	ImpactNaming   Impact = "naming"   // only names differ
)

// Impacts lists the impacts, the worst first.
var Impacts = []Impact{ImpactSilent, ImpactOutcome, ImpactStage, ImpactMetadata, ImpactNaming}

// rank is the place of i in Impacts; an unknown impact ranks last.
func (i Impact) rank() int {
	for n, other := range Impacts {
		if i == other {
			return n
		}
	}
	return len(Impacts)
}

// worse returns the worse of two impacts.
func worse(a, b Impact) Impact {
	if b.rank() < a.rank() {
		return b
	}
	return a
}

// Words that stand for a value that is not there.
const (
	absent = "absent"  // one side does not have it
	notSet = "not set" // a field that is left out: the kernel takes its default
)

// A Detail is what surrounds a difference, for people.
type Detail struct {
	Before    []Line // instructions before the difference, equal on both sides
	Reference []Line // instructions of the reference that differ
	Got       []Line // instructions of the loader that differ
	After     []Line // instructions after the difference, equal on both sides
	Source    string // the source line that the instructions come from: "return x; @ file.c:12:2"
	Note      string // a sentence on how the two sides came to be compared, or empty

	ReferenceMessage string // what the reference said, shown and never compared
	GotMessage       string // what the loader said, shown and never compared
}

// A Line is one instruction of a Detail.
type Line struct {
	Index int    // in 8-byte slots from the start of its function, on its own side
	Label string // "L1" where a jump goes to, else empty
	Text  string
}
