package host

import (
	"context"
	"encoding/binary"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"

	"difftest/btf"
	"difftest/capture"
	"difftest/capture/tracer"
	"difftest/insn"
	"difftest/normalize"
	"difftest/uapi"
)

// A lab loads objects with libbpf twice: as it is, and with a fault planted. Its plugins live on from load to load.
type lab struct {
	a       *app
	w       *kernelWorker
	planted atomic.Pointer[func(tracer.Entry) bool] // on the faulty side; nil: nothing
	samples []*sample
}

// Sides of a lab.
const (
	soundSide = iota
	faultySide
)

// A sample is an object with what libbpf does with it.
type sample struct {
	obj    *Object
	kernel *btf.Spec // the kernel's types
	rec    *capture.Recording
	form   *normalize.Form
	progs  []*sentProg
	maps   []*sentMap
}

// A sentProg is a program as it is sent to the kernel.
type sentProg struct {
	name  string
	call  *capture.Call
	attr  *uapi.ProgLoadAttr
	insns []insn.Insn
	funcs []sentFunc // by start
	spec  *btf.Spec  // nil without BTF
	s     *sample
}

// A sentFunc is one function of a program: in slots, from the program's start.
type sentFunc struct {
	name       string
	start, end int
}

// A sentMap is a map as it is created.
type sentMap struct {
	name string
	call *capture.Call
	attr *uapi.MapCreateAttr
	id   uint32
	form *normalize.Map
	spec *btf.Spec // that its types are of; nil without
}

func newLab(t *testing.T) *lab {
	a, w := libbpfTwice(t)
	l := &lab{a: a, w: w}
	l.w.recorders[faultySide].tamper = func(e tracer.Entry) bool {
		plant := l.planted.Load()
		return plant != nil && (*plant)(e)
	}
	return l
}

// record loads an object on one side. plant may be nil.
func (l *lab) record(side int, obj *Object, plant func(tracer.Entry) bool) *capture.Recording {
	if plant != nil {
		l.planted.Store(&plant)
		defer l.planted.Store(nil)
	}
	return l.w.record(context.Background(), side, obj)
}

// sampleGroups are the groups of the corpus whose objects faults are planted in. The others hold objects that libbpf
// refuses, and hundreds of one program each that only its section's name tells from the next.
var sampleGroups = []string{
	"btf", "core", "data", "elf", "kconfig", "kfuncs", "ksyms", "license", "maps", "pins", "reported", "run", "sections",
	"struct-ops", "subprogs", "values",
}

// addSamples takes the objects that libbpf loads, and loads the same each time. Where nothing is planted nothing may be
// found.
func (l *lab) addSamples(t *testing.T) {
	for _, group := range sampleGroups {
		objects, problems := collect([]string{filepath.Join("../corpus/cases", group)})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		for _, obj := range objects {
			if s := l.sample(t, obj); s != nil {
				l.samples = append(l.samples, s)
			}
		}
	}
}

// sampleRounds is how often an object is loaded anew whose programs did not return the same twice: on a busy machine
// that may happen once to one that does.
const sampleRounds = 3

// sample loads an object on both sides. It returns nil if libbpf refuses it, or its programs return otherwise each
// time.
func (l *lab) sample(t *testing.T, obj *Object) *sample {
	for range sampleRounds {
		rec := l.record(soundSide, obj, nil)
		if rec.Loads[0].Answer.Outcome != capture.Loaded || len(rec.Loads) > 1 {
			return nil
		}
		found := l.a.judge(rec, l.record(faultySide, obj, nil)).Differences
		if len(found) == 0 {
			return newSample(t, obj, rec, l.w.recorders[soundSide].kernel.spec)
		}
		if !slices.ContainsFunc(found, isRun) {
			t.Errorf("%s: nothing is planted, and found is %v", obj.Path, found)
		}
	}
	t.Logf("%s is left out: its programs return otherwise each time", obj.Path)
	return nil
}

func newSample(t *testing.T, obj *Object, rec *capture.Recording, kernel *btf.Spec) *sample {
	form, err := normalize.Canonical(rec, normalize.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := &sample{obj: obj, kernel: kernel, rec: rec, form: form}
	blobs := sentBTF(rec)
	programs, maps := normalize.IdentifyAll(rec)
	for i := range rec.Loads[0].Calls {
		call := &rec.Loads[0].Calls[i]
		if call.Created == nil || call.Own || call.Outside {
			continue
		}
		attr, _, err := uapi.Decode(call.Cmd, call.Attr)
		if err != nil {
			t.Fatal(err)
		}
		switch attr := attr.(type) {
		case *uapi.ProgLoadAttr:
			for _, p := range programs {
				if p.ID == call.Created.ID {
					s.progs = append(s.progs, newSentProg(s, p.Name, call, attr, blobs))
				}
			}
		case *uapi.MapCreateAttr:
			for _, m := range maps {
				if m.ID == call.Created.ID {
					s.maps = append(s.maps, &sentMap{
						name: m.Name, call: call, attr: attr, id: m.ID, form: mapNamed(form, m.Name), spec: blobs[fdID(call, "btf_fd")],
					})
				}
			}
		}
	}
	s.progs = slices.DeleteFunc(slices.Clone(s.progs), (*sentProg).isVague)
	return s
}

// isVague reports whether p cannot be told from another program while they are loaded or in a report, or its functions
// from each other.
func (p *sentProg) isVague() bool {
	twins := 0
	for _, o := range p.s.progs {
		if o.attr.ProgName == p.attr.ProgName && o.attr.InsnCnt == p.attr.InsnCnt {
			twins++
		}
	}
	for _, o := range p.s.form.Programs {
		if o.Name == p.name {
			twins++
		}
	}
	calls := func(i insn.Insn) bool { return i.Ref() == insn.RefCall }
	return twins > 2 || p.spec == nil && slices.ContainsFunc(p.insns, calls)
}

func mapNamed(form *normalize.Form, name string) *normalize.Map {
	for i := range form.Maps {
		if form.Maps[i].Name == name && !form.Maps[i].Ambiguous {
			return &form.Maps[i]
		}
	}
	return nil
}

// sentBTF returns the BTF that was sent, by its id.
func sentBTF(rec *capture.Recording) map[uint32]*btf.Spec {
	blobs := map[uint32]*btf.Spec{}
	for _, call := range rec.Loads[0].Calls {
		if call.Cmd != uapi.BPF_BTF_LOAD || call.Created == nil {
			continue
		}
		if spec, err := btf.Parse(memoryOf(&call, "btf")); err == nil {
			blobs[call.Created.ID] = spec
		}
	}
	return blobs
}

func memoryOf(call *capture.Call, field string) []byte {
	for _, m := range call.Memory {
		if m.Field == field {
			return m.Data
		}
	}
	return nil
}

// fdID is the id of what a descriptor of the call stands for; 0 if there is none.
func fdID(call *capture.Call, where string) uint32 {
	for _, fd := range call.FDs {
		if fd.Where == where {
			return fd.ID
		}
	}
	return 0
}

func newSentProg(
	s *sample, name string, call *capture.Call, attr *uapi.ProgLoadAttr, blobs map[uint32]*btf.Spec,
) *sentProg {
	p := &sentProg{name: name, call: call, attr: attr, s: s, spec: blobs[fdID(call, "prog_btf_fd")]}
	p.insns, _ = insn.Decode(memoryOf(call, "insns"), binary.NativeEndian)
	p.funcs = []sentFunc{{name: name}}
	if p.spec != nil {
		infos, _ := p.spec.FuncInfos(memoryOf(call, "func_info"), int(attr.FuncInfoRecSize), binary.NativeEndian)
		for _, info := range infos {
			if info.InsnOff > 0 {
				p.funcs[len(p.funcs)-1].end = int(info.InsnOff)
				p.funcs = append(p.funcs, sentFunc{name: p.spec.TypeName(info.TypeID), start: int(info.InsnOff)})
			}
		}
	}
	p.funcs[len(p.funcs)-1].end = int(attr.InsnCnt)
	return p
}
