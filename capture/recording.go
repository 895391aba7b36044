// Package capture holds the recording: everything observed while one loader handled one object once, as plain data,
// and its codec. It observes nothing itself; capture/tracer and capture/progrun do. Start at Recording.
package capture

import (
	"difftest/object"
	"difftest/uapi"
)

// FormatVersion is the version of the recording's encoding. A reader refuses other versions.
const FormatVersion = 1

// A Recording is everything observed while one loader handled one object once.
type Recording struct {
	Format int    // FormatVersion
	Object Object // what was loaded
	Loader Loader // by whom
	Target Target // into what
	// Unmet are the needs of the case that the target does not meet, as the case words them: what the kernel has answered
	// then says nothing of the case.
	Unmet []string `json:",omitempty"`

	// Loads holds the load of the whole object first, then one load for each program that was asked for on its own
	// because the whole load stopped before it. Never empty.
	Loads []Load

	// KernelTypes names the types of kernel BTF that occur in the calls by id, so that a recording can be read where
	// that kernel's BTF is not.
	KernelTypes []KernelType

	// Inputs holds what the programs were run on, in order.
	Inputs []Input `json:",omitempty"`
	// Runs holds the results of BPF_PROG_TEST_RUN in the order in which they were made.
	Runs []Run

	// Again holds, for each further load of the same object by the same loader, the runs that were made then. A result
	// that is not the same as in Runs varies by itself. Nil if nothing was repeated.
	Again [][]Run `json:",omitempty"`
}

// Object identifies an object and carries the facts of its ELF file that are needed to read a recording.
type Object struct {
	Path   string // as the user named it, relative to where the run was started where possible
	SHA256 string // lower-case hex
	// Facts is nil if the file is no ELF object that can be read; Problem then says why.
	Facts   *object.Facts
	Problem string
}

// Loader says who loaded.
type Loader struct {
	Name    string // as registered
	Version string // as the plugin describes itself
	Digest  string // SHA-256 of the plugin's program, lower-case hex
	// WithoutKernel says that its loader has no kernel underneath: there are no Calls, and what is in the recording is
	// what the plugin says.
	WithoutKernel bool `json:",omitempty"`
}

// Target is the kernel that the object was loaded into.
type Target struct {
	Kernel string // release, as uname -r prints it
	Arch   string // as Go names it: amd64, arm64
	CPUs   int    // possible CPUs
	BTF    string // SHA-256 of the BTF that CO-RE relocates against, lower-case hex; empty if the kernel has none
}

// A Load is one request to a plugin, its answer, and what the kernel was asked meanwhile.
type Load struct {
	Programs []string // names asked for; empty for what the library loads on its own
	Answer   Answer
	Calls    []Call // every bpf(2) of the plugin's process tree during the load, in order of entry
	Maps     []MapState
	Pins     []Pin // what stood on the plugin's bpffs after the load, by path
	// Reported holds the programs as a loader without a kernel tells them. Maps are then what it tells, too, and their
	// ids the numbers by which the instructions here name them.
	Reported []ReportedProgram `json:",omitempty"`
}

// ReportedProgram is a program that a loader without a kernel has made ready.
type ReportedProgram struct {
	Name    string        // the ELF symbol
	Insns   []byte        // as they would go to the kernel
	Type    uapi.ProgType // BPF_PROG_TYPE_UNSPEC if the loader does not tell
	Refusal string        `json:",omitempty"` // why its runtime refused it; empty if it did not
	// Functions holds the names of subprograms by their first instruction in slots, as far as the loader knows them.
	Functions map[int]string `json:",omitempty"`
}

// Outcome is how a load ended.
type Outcome string

// The four outcomes. They are never folded into each other.
const (
	Loaded      Outcome = "loaded"      // everything asked for is in the kernel
	Rejected    Outcome = "rejected"    // the library refused; compared with the reference
	Unsupported Outcome = "unsupported" // the plugin lacks a capability that the request needs; a counted skip
	Broken      Outcome = "broken"      // the plugin crashed, hung or broke the protocol; never excused
)

// An Answer is what a plugin said of a load. Nothing in it is taken on trust where the calls show it.
type Answer struct {
	Outcome  Outcome
	Call     string  // rejected: "open" or "load"
	Errno    int     // rejected: as the library gives it, positive; 0 if it gives none
	Message  string  // rejected, unsupported: the library's words; broken: what happened. Never compared
	Program  string  // rejected: the program being loaded, where the library says so
	Programs []Named // loaded
	Maps     []Named // loaded
}

// Named is a program or map by the library's name and the kernel's id.
type Named struct {
	Name string
	ID   uint32 // 0 if the library gives no way to learn it
}

// A Call is one bpf(2) call.
type Call struct {
	PID, TID int // in the host's pid namespace
	Cmd      uapi.Cmd
	Size     uint32 // the size argument
	Attr     []byte // the attribute on entry, min(Size, what could be read) bytes
	AttrOut  []byte // the attribute on exit where the kernel changed it, else nil

	// Memory is what the attribute's pointers pointed to: on entry for what the kernel reads, on exit for what it
	// writes.
	Memory []Memory
	// FDs resolves every descriptor in the attribute and in what it points to, at the moment of entry.
	FDs []FD

	Ret     int64    // the result: a descriptor, a count, 0, or the negated errno
	Created *FD      // the object that the returned descriptor stands for
	Own     bool     // made by the plugin to learn ids, not by the library
	Outside bool     // made outside any Load
	Compat  bool     // made through the 32-bit system call
	Lost    []string // what could not be read, each with its reason
}

// Memory is one piece of the caller's memory that an attribute points to.
type Memory struct {
	Field string // field of the attribute, with its kernel name ("insns", "value")
	Data  []byte // what was there; shorter than the kernel would read if Call.Lost says so
}

// FD is a descriptor resolved to the kernel object that it stood for.
type FD struct {
	Where string // where the descriptor stands: "prog_btf_fd", "insns[12]", "fd_array[1]", "value"; empty in Created
	FD    int32
	Kind  Kind
	ID    uint32 // the kernel's id for the object; 0 if Kind has none
	Note  string // of KindOther: what its link in /proc says, "net:[4026531840]"
}

// Kind is the kind of kernel object that a descriptor stands for.
type Kind string

// The kinds of kernel objects.
const (
	KindMap   Kind = "map"
	KindProg  Kind = "prog"
	KindBTF   Kind = "btf"
	KindLink  Kind = "link"
	KindToken Kind = "token"
	KindOther Kind = "other" // a descriptor that is no BPF object
	KindNone  Kind = ""      // no such descriptor
)

// MapState is what the kernel held in one map after the load.
type MapState struct {
	ID     uint32
	Name   string `json:",omitempty"` // as a loader without a kernel calls it; else empty
	Info   uapi.MapInfo
	Frozen bool
	// Entries are the map's contents, zero values of arrays left out. For maps that hold objects the value is the
	// 4-byte id that the kernel answers.
	Entries []Entry
	Problem string // why the contents are not known, if they are not
	// Unwatched says why it is not known what test runs changed, if it is not.
	Unwatched string `json:",omitempty"`
}

// An Entry is a key with its value. Values of per-CPU maps hold one value for each possible CPU, each padded to 8 bytes.
type Entry struct {
	Key   []byte
	Value []byte
}

// A Pin is a name on a bpffs.
type Pin struct {
	Path string // below the mount point of the plugin's bpffs
	Kind Kind
	ID   uint32
}

// KernelType names one type of kernel BTF.
type KernelType struct {
	Object uint32 // BTF object id; 0 for vmlinux whatever its id
	ID     uint32
	Kind   string // "FUNC", "STRUCT", … as bpftool prints it
	Name   string
}

// An Input is what programs are run on.
type Input struct {
	Name string // unlike all others of a recording
	Data []byte `json:",omitempty"` // the packet, for program types that take one
	Ctx  []byte `json:",omitempty"` // the context; nil for the kernel's default
	// State is what the first argument in Ctx points to, for operations of struct_ops. Nil if it points to nothing.
	State []byte `json:",omitempty"`
	// OnCPU asks for the run on CPU, for raw tracepoints.
	OnCPU bool   `json:",omitempty"`
	CPU   uint32 `json:",omitempty"`
}

// RunStatus says how one test run ended.
type RunStatus string

// The ways a run ends.
const (
	RunDone        RunStatus = "done"         // the kernel ran it
	RunRefused     RunStatus = "refused"      // the kernel answered an errno
	RunNotRunnable RunStatus = "not-runnable" // the type has no test run, or the kernel did not load it
	RunDied        RunStatus = "died"         // the runner process ended
	RunTimedOut    RunStatus = "timed-out"    // the runner did not answer in time
	RunNotMade     RunStatus = "not-made"     // there was no runner to be had: says nothing of the program; never compared
)

// RunPart is a part of what a test run comes to.
type RunPart string

// The parts that a loader without a kernel may not tell.
const (
	RunData    RunPart = "data"
	RunContext RunPart = "context"
	RunChanges RunPart = "changes"
)

// A Run is one test run of a program: one BPF_PROG_TEST_RUN, or what a runtime without a kernel made of it.
type Run struct {
	Program string // full name
	Load    int    // index in Loads of the load whose program it is
	Input   string // name of the input; empty if there was none
	Status  RunStatus
	Errno   int    // refused: positive; not-runnable: of the BPF_PROG_LOAD that the kernel refused, else 0
	Retval  uint32 // done
	DataOut []byte `json:",omitempty"` // done: the packet afterwards
	CtxOut  []byte `json:",omitempty"` // done: the context afterwards, or what an operation of struct_ops was given
	// Changes are the elements of the object's maps that were not the same after the run as before, by map and key, and
	// what the program sent to user space.
	Changes []Change `json:",omitempty"`
	Problem string   `json:",omitempty"` // not-made: why; else what of the result is not known, and why
	// Unreported names the parts of the result that a loader without a kernel does not tell.
	Unreported []RunPart `json:",omitempty"`
	// Anew says that the object was loaded anew before this run: its maps hold what they held after Load.
	Anew bool `json:",omitempty"`
}

// A Change is one element of a map after a run that changed it, or one record that the program put into a buffer.
type Change struct {
	Map string // canonical name, as normalize.IdentifyAll gives it
	// Key is the element's key. Elements of a queue or stack and records of a ring buffer have their number for a key, 4
	// bytes; those of a perf buffer the CPU's and theirs, 8 bytes.
	Key   []byte
	Value []byte `json:",omitempty"` // of per-CPU maps as in Entry
	Gone  bool   `json:",omitempty"` // the element is not there any more
}
