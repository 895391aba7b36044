package normalize

import (
	"encoding/binary"
	"slices"
	"strings"

	"difftest/btf"
	"difftest/capture"
	"difftest/insn"
	"difftest/uapi"
)

// attempt is one BPF_PROG_LOAD.
type attempt struct {
	call     *call
	attr     *uapi.ProgLoadAttr
	insns    []insn.Insn
	broken   bool           // the instructions end inside one
	slots    int            // of the instructions
	btf      *blob          // what describes it; nil without
	infos    []btf.FuncInfo // func_info
	symbol   *symbol        // the object's program that it is of; nil if the object has none
	name     string
	called   []string                 // its names in the answer
	reported *capture.ReportedProgram // what it is made from where the loader has no kernel; else nil
}

// Identified is a program of the object that was given to the kernel.
type Identified struct {
	Name   string          // full name
	Load   int             // index in Recording.Loads of the load that counts
	ID     uint32          // the kernel's id; 0 if the kernel refused it
	Type   uapi.ProgType   // as it was sent
	Attach uapi.AttachType // likewise
	Target uint32          // the id of the kernel's function that it is for, by vmlinux BTF; else 0
	Errno  int             // of the refusal, else 0
}

// IdentifiedMap is a map of the object.
type IdentifiedMap struct {
	Name string // canonical; those that cannot be told apart share one
	Load int    // index in Recording.Loads of the load that it belongs to
	ID   uint32 // the kernel's id
}

// Identify finds the programs of the object that were given to the kernel in any load, each once, by load and in the
// order in which they were given. Probes are not among them.
func Identify(rec *capture.Recording) []Identified {
	programs, _ := IdentifyAll(rec)
	return programs
}

// IdentifyAll finds the programs as Identify does, and the maps of the object in each load.
func IdentifyAll(rec *capture.Recording) (programs []Identified, maps []IdentifiedMap) {
	if rec == nil {
		return nil, nil
	}
	c := newCanon(rec, Options{})
	for _, l := range c.loads {
		for _, a := range l.programs {
			known := func(i Identified) bool { return i.Name == a.name }
			if !slices.ContainsFunc(programs, known) && l.answersFor(a.name) {
				programs = append(programs, a.identified(l))
			}
		}
		for _, m := range l.maps {
			maps = append(maps, IdentifiedMap{m.name.text, l.n, m.id})
		}
	}
	return programs, maps
}

func (a *attempt) identified(l *load) Identified {
	out := Identified{
		Name: a.name, Load: l.n, ID: a.call.created(capture.KindProg), Type: a.attr.ProgType,
		Attach: a.attr.ExpectedAttachType, Errno: a.call.errno(),
	}
	if a.attr.AttachProgFD == 0 {
		out.Target = uint32(a.attr.AttachBTFID)
	}
	return out
}

// answersFor reports whether what the load did with a program counts: a load that was asked for single programs
// answers for those alone, whatever else the library pulled in.
func (l *load) answersFor(name string) bool {
	return len(l.Programs) == 0 || slices.Contains(l.Programs, name)
}

// identify finds the attempts to load the object's programs and keeps, of each program, the one that counts.
func (c *canon) identify(l *load) {
	answer := named(l.Answer.Programs)
	last := map[any]*attempt{}
	for _, call := range l.calls {
		attr, ok := call.attr.(*uapi.ProgLoadAttr)
		if !ok {
			continue
		}
		a := c.newAttempt(call, attr)
		a.called = answer[call.created(capture.KindProg)]
		if !c.isOfObject(a) {
			continue
		}
		key := a.key()
		before := last[key]
		if before == nil {
			last[key] = a
			l.programs = append(l.programs, a)
			continue
		}
		if a.beats(before) {
			l.programs[slices.Index(l.programs, before)] = a
			last[key], a = a, before
		}
		l.retries = append(l.retries, a)
	}
	for _, a := range l.programs {
		if id := a.call.created(capture.KindProg); id != 0 {
			l.progByID[id] = a.name
		}
	}
}

// key tells programs apart: two may have one name.
func (a *attempt) key() any {
	if a.symbol != nil {
		return a.symbol
	}
	return a.name
}

// Errors that say nothing of the program.
const (
	eagain = 11 // a signal came during verification
	enospc = 28 // the log did not fit, if one was asked for
)

// beats reports whether a counts rather than b, which came before: the last one does, except that one which the
// library answers for is not given up for another, nor any for one whose refusal says nothing of the program.
func (a *attempt) beats(b *attempt) bool {
	if len(b.called) > 0 {
		return len(a.called) > 0
	}
	return !a.saysNothing() || b.saysNothing()
}

func (a *attempt) saysNothing() bool {
	errno := a.call.errno()
	return errno == eagain || errno == enospc && a.attr.LogLevel != 0
}

func (c *canon) newAttempt(call *call, attr *uapi.ProgLoadAttr) *attempt {
	a := &attempt{call: call, attr: attr, btf: c.sent(call, "prog_btf_fd")}
	data, _ := call.memory("insns")
	insns, err := insn.Decode(data, c.order)
	a.insns, a.broken, a.slots = insns, err != nil, len(data)/insn.SlotSize
	if data, ok := call.memory("func_info"); ok && a.btf != nil {
		a.infos, _ = a.btf.spec.FuncInfos(data, int(attr.FuncInfoRecSize), c.order)
	}
	return a
}

// fullName is the name of the FUNC at the program's first instruction.
func (a *attempt) fullName() string {
	for _, f := range a.infos {
		if f.InsnOff == 0 && a.btf.spec.Kind(f.TypeID) == btf.Func {
			return a.btf.spec.TypeName(f.TypeID)
		}
	}
	return ""
}

// isOfObject reports whether the attempt is for a program of the object, and names it: by its symbol, else as the
// library calls it, else by its own name. A program that is none of the object's symbols is the object's only if the
// library says so, or if nothing is known of the object and it is no probe by its name.
func (c *canon) isOfObject(a *attempt) bool {
	full, kernel := a.fullName(), nameText(a.attr.ProgName)
	a.symbol = c.symbols.program(full, kernel, codeAt(a.insns, 0, a.slots), a.slots)
	if a.symbol == nil && len(a.called) > 0 {
		a.symbol = c.symbols.best(codeAt(a.insns, 0, a.slots), func(f *symbol) bool { return f.Name == a.called[0] })
	}
	switch {
	case a.symbol != nil:
		a.name = a.symbol.Name
	case len(a.called) > 0:
		a.name = a.called[0]
	case c.symbols.known || isProbeName(kernel) || kernel == "" && a.slots < minForeign:
		return false
	case full != "":
		a.name = full
	default:
		a.name = kernel
	}
	return true
}

// isProbeName reports whether libraries probe the kernel with programs and maps of that name. It is asked only where
// nothing is known of the object.
// https://github.com/libbpf/libbpf/blob/v1.7.0/src/features.c#L40,
// https://github.com/cilium/ebpf/blob/v0.22.0/syscalls.go#L207,
// https://docs.rs/crate/aya/0.14.0/source/src/sys/bpf.rs#935
func isProbeName(name string) bool {
	switch name {
	case "libbpf_nametest", "libbpf_global", "libbpf_mmap", "libbpf_det_bind", "det_arg_ctx", "feature_test", ".test",
		"aya_name_check":
		return true
	}
	return strings.HasPrefix(name, "probe_")
}

// minForeign is how many slots a program has at least that is taken for the object's without its name: libraries probe
// the kernel with shorter ones.
const minForeign = 12

// program finds the program symbol that was loaded with that name in BTF and that name in the kernel, either of which
// may be missing or wrong. Where they are names of two programs that are alike, the kernel's counts: BTF only describes.
// Where a name fits several symbols, or none does, the instructions decide.
func (s *symbols) program(full, kernel string, c code, slots int) *symbol {
	byFull := s.best(c, func(f *symbol) bool {
		return full != "" && f.Name == full && (kernel == cut(full) || f.fits(c, slots))
	})
	byKernel := s.best(c, func(f *symbol) bool { return kernel == cut(f.Name) && f.fits(c, slots) })
	switch {
	case byFull != nil && (byKernel == nil || kernel == cut(full)):
		return byFull
	case byKernel != nil:
		return byKernel
	}
	return s.best(c, func(f *symbol) bool { // no name fits; probes do not either, but they are short
		differ, _ := f.mismatches(c)
		return f.size >= minForeign && slots >= f.size && differ == 0
	})
}

// best returns the program symbol among those accepted that differs least from c, the first of equals.
func (s *symbols) best(c code, accept func(*symbol) bool) *symbol {
	var best *symbol
	least := 0
	for _, f := range s.funcs {
		if !f.IsProgram() || !accept(f) {
			continue
		}
		if n, _ := f.mismatches(c); best == nil || n < least {
			best, least = f, n
		}
	}
	return best
}

// KernelTypeIDs returns the ids of types of vmlinux BTF that occur in the calls of rec, in ascending order. Whoever
// records names them in Recording.KernelTypes.
func KernelTypeIDs(rec *capture.Recording) []uint32 {
	if rec == nil {
		return nil
	}
	var ids []uint32
	order := orderOf(rec.Target.Arch)
	for i := range rec.Loads {
		for _, call := range newLoad(i, &rec.Loads[i]).calls {
			switch attr := call.attr.(type) {
			case *uapi.MapCreateAttr:
				ids = append(ids, uint32(attr.BTFVmlinuxValueTypeID))
			case *uapi.ProgLoadAttr:
				ids = append(ids, uint32(attr.AttachBTFID))
				data, _ := call.memory("insns")
				ids = append(ids, kernelTypesIn(data, order)...)
			}
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) > 0 && ids[0] == 0 {
		ids = ids[1:]
	}
	return ids
}

// kernelTypesIn returns the ids of kernel types that instructions refer to, those of modules too.
func kernelTypesIn(data []byte, order binary.ByteOrder) []uint32 {
	insns, _ := insn.Decode(data, order)
	var ids []uint32
	for _, i := range insns {
		if r := i.Ref(); r == insn.RefKfunc || r == insn.RefBTF {
			ids = append(ids, uint32(i.Imm))
		}
	}
	return ids
}
