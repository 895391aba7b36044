// Package normalize brings a recording into the canonical form in which recordings of different loaders are compared.
// Each step that erases a difference without meaning is a Rule with its own file. The package compares nothing. Start
// at Canonical.
package normalize

import (
	"slices"

	"difftest/capture"
)

// A Form is the canonical form of one recording.
type Form struct {
	Outcome capture.Outcome // of the whole object
	Stage   Stage           // where it stopped; empty if it did not
	LastMap string          // StageRelocate: the map that the library worked on last, if that was the last it did
	Errno   int             // rejected: of the refused bpf(2) call, else as the library gives it
	Message string          // the loader's words, shown and never compared
	// WithoutKernel says that the loader has no kernel underneath: the form is what it tells, and what it does not tell
	// is not known.
	WithoutKernel bool

	Programs []Program // by name
	Maps     []Map     // by name
	Runs     []Run     // by program, in the order in which they were made

	// Fired counts how often each rule changed something, by the rule's name.
	Fired map[string]int
	// Counts says how much there is to compare.
	Counts Counts
}

// Counts says how much a form holds, so that an empty comparison is not taken for agreement.
type Counts struct {
	Loads    int // requests made
	Programs int
	Insns    int // instructions, a 16-byte one counted once
	Maps     int
	Bytes    int // bytes of map contents and data output
	Calls    int // bpf(2) calls of the library
	Probes   int // among them those that the loaded object never reaches
	Retries  int // among them repeated attempts of which the last counts
}

// Stage is where a load stopped, derived from the calls and never from a message.
type Stage string

// The stages, in order. A load that failed without a refused call of its own is StageOpen or StageRelocate.
const (
	StageOpen     Stage = "open"     // the library refused the object before it was asked to load it
	StageRelocate Stage = "relocate" // the library refused it without a refused call
	StageBTF      Stage = "btf"      // BPF_BTF_LOAD was refused
	StageMaps     Stage = "maps"     // BPF_MAP_CREATE, a pin or its reuse was refused
	StagePopulate Stage = "populate" // BPF_MAP_UPDATE_ELEM or BPF_MAP_FREEZE was refused
	StageProgram  Stage = "program"  // BPF_PROG_LOAD was refused
)

// A Program is one program as the kernel was asked to load it.
type Program struct {
	Name    string
	Outcome ProgramOutcome
	Errno   int  // refused: of BPF_PROG_LOAD
	Default bool // the library loads, or tries to load, it on its own
	Sent    bool // a BPF_PROG_LOAD for it was seen: Attrs and Funcs are known
	// SelfChecking says that its tags want it to return 0, whose other return values are lines of checks that failed.
	SelfChecking bool
	Attrs        []Field
	Funcs        []Func // the program itself first, then its subprograms in call order
	// Told names the fields that are known, and says that func_info and line_info are not. Nil: all is known.
	Told []string
}

// Tells reports whether a field is known: that it is absent means the kernel's default then.
func (p *Program) Tells(field string) bool { return p.Told == nil || slices.Contains(p.Told, field) }

// ProgramOutcome is what became of a program.
type ProgramOutcome string

// The outcomes of a program.
const (
	ProgramLoaded    ProgramOutcome = "loaded"     // the kernel accepted it
	ProgramRefused   ProgramOutcome = "refused"    // the kernel refused it
	ProgramNotLoaded ProgramOutcome = "not-loaded" // the kernel was not asked
)

// A Field is one attribute with its canonical value. Fields of a program or map stand in a fixed order; a field that
// is absent has the value that the kernel takes for it.
type Field struct {
	Name  string
	Value string
	Raw   string   // the value before any rule, where a rule changed it
	Rules []string // names of the rules that changed it
}

// A Func is one function of a program.
type Func struct {
	Name  string
	Insns []Insn
	Info  []Field // func_info: linkage and prototype; absent without BTF
}

// An Insn is one instruction, a 16-byte one being one.
type Insn struct {
	Index int    // offset in 8-byte slots from the start of the function
	Label string // "L1" where a jump of the function goes to, else empty
	Text  string // canonical text, in the syntax of LLVM and of the verifier log
	Raw   string // the text before any rule, where a rule changed it
	Line  string // line_info: "file.c:12" where a record starts here, else empty
	Src   string // line_info: the source text, where Line is set
	Rules []string
}

// A Map is one map as the kernel was asked to create it and as it then stood.
type Map struct {
	Name      string
	Ambiguous bool // its name does not tell it from another map: compared as a set with its like
	Created   bool // by this load; false for one that was reused
	Fallback  bool // the kernel refused an attempt that gave BTF; this one, the last, gives none
	Errno     int  // of BPF_MAP_CREATE, where the kernel refused it; it was not created then
	Spec      []Field
	Entries   []Entry  // contents after the load, in key order
	Problem   string   // why the contents are not known
	Unwatched string   // why it is not known what test runs changed; empty if it is, or nothing was run
	Told      []string // names the fields of Spec that are known; nil: all
}

// Tells reports whether a field of Spec is known: that it is absent means the kernel's default then.
func (m *Map) Tells(field string) bool { return m.Told == nil || slices.Contains(m.Told, field) }

// An Entry is one element of a map. Programs and maps are named.
type Entry struct {
	Key   string
	Value string
}

// A Run is one test run of a program.
type Run struct {
	Program string
	Load    int // number of the load whose program it is
	Input   string
	Status  capture.RunStatus
	Errno   int
	Retval  uint32
	DataIn  string   // hex; the packet that it was given
	DataOut string   // hex; what varies is written as Varying
	CtxIn   string   // hex; the context that it was given
	CtxOut  string   // hex, as DataOut
	Changes []Change // what it changed in maps, by the order of maps and keys, and what it sent to user space
	Problem string   // what is not known of it, and why
	// Unreported are parts that are not known, since a loader without a kernel does not tell them.
	Unreported []capture.RunPart
	// Varies names the parts that were not the same when the program was run again: "status", "retval", "data",
	// "context", elements of maps as Change.Part has them, and the keys of a map: "map x keys". Such a part has its zero
	// value, or Varying for a value.
	Varies []string
	// VaryingKeys are the elements, as Change.Part has them, that not all repeats changed. They are not in Changes.
	VaryingKeys []string
}

// A Change is one element of a map, one variable of a data section or one record that a run left otherwise than it was.
type Change struct {
	Map   string
	Key   string
	Value string // "gone" if the element is not there any more; what varies is written as Varying
}

// Part names what changed, as a part of a run.
func (c Change) Part() string { return "map " + c.Map + " [" + c.Key + "]" }
