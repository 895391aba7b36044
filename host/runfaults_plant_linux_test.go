package host

import (
	"context"
	"encoding/binary"
	"testing"

	"difftest/capture"
	"difftest/capture/progrun"
	"difftest/capture/tracer"
	"difftest/insn"
	"difftest/normalize"
	"difftest/uapi"
)

// record loads the object and runs its programs with the fault.
func (f *runFault) record(t *testing.T, r *recorder, obj *Object) *capture.Recording {
	t.Helper()
	changed := 0
	r.tamper = f.tamper(t, &changed)
	r.close() // a plugin is told of a tamper when it starts
	rec := &capture.Recording{
		Format: capture.FormatVersion, Object: obj.Object, Target: r.target,
		Loader: capture.Loader{Name: r.reg.Name, Digest: r.digest},
	}
	traced, release := r.open(context.Background(), rec, obj, nil)
	defer release()
	if traced == nil {
		t.Fatal(rec.Loads[0].Answer.Message)
	}
	rec.Loader.Version = r.plug.about.Version
	rec.KernelTypes = r.kernel.name(rec)
	if f.maps != nil {
		_, maps := normalize.IdentifyAll(rec)
		f.maps(&heldMaps{t, r.watched(rec, maps, traced)})
	} else if changed != 1 {
		t.Fatalf("%d instructions changed", changed)
	}
	r.testRuns(context.Background(), rec, traced)
	return rec
}

// tamper changes the instruction once the call is on record.
func (f *runFault) tamper(t *testing.T, changed *int) tracer.Tamper {
	return func(e tracer.Entry) (void bool) {
		if e.Cmd != uapi.BPF_PROG_LOAD || f.change == nil {
			return false
		}
		attr, _, err := uapi.Decode(e.Cmd, peek(t, e.PID, e.Attr, int(e.Size)))
		if err != nil {
			return false
		}
		prog := attr.(*uapi.ProgLoadAttr)
		if prog.ProgName != uapi.NewObjName(f.program) {
			return false
		}
		insns, err := insn.Decode(peek(t, e.PID, prog.Insns.Addr(), int(prog.InsnCnt)*insn.SlotSize), binary.NativeEndian)
		if err != nil {
			t.Error(err)
		}
		for _, in := range insns {
			if f.insn(in) {
				f.change(&in)
				*changed++
				at := prog.Insns.Addr() + uint64(in.Slot*insn.SlotSize)
				e.Later(func() { poke(t, e.PID, at, in.Append(nil, binary.NativeEndian)) })
			}
		}
		return false
	}
}

// heldMaps are the maps of an object that is loaded.
type heldMaps struct {
	t    *testing.T
	maps []progrun.Map
}

// find returns a map with its descriptor, which is this process's.
func (h *heldMaps) find(name string) progrun.Map {
	for _, m := range h.maps {
		if m.Name == name {
			return m
		}
	}
	h.t.Fatalf("no map %s", name)
	return progrun.Map{}
}

// fd is a map as a value of one that holds maps.
func (h *heldMaps) fd(name string) []byte { return le32(uint32(h.find(name).FD)) }

func (h *heldMaps) set(name string, key, value []byte) {
	err := uapi.MapUpdateElem(&uapi.MapUpdateElemAttr{
		MapFD: uapi.FD(h.find(name).FD), Key: uapi.BytesPointer(key), Value: uapi.BytesPointer(value),
	})
	if err != nil {
		h.t.Fatalf("set %s: %v", name, err)
	}
}

// setOnFirst sets an 8-byte value of the first CPU, and 0 of the others.
func (h *heldMaps) setOnFirst(name string, key []byte, value uint64) {
	h.set(name, key, append(le64(value), make([]byte, 8*(tracer.PossibleCPUs()-1))...))
}

func (h *heldMaps) remove(name string, key []byte) {
	err := uapi.MapDeleteElem(&uapi.MapDeleteElemAttr{MapFD: uapi.FD(h.find(name).FD), Key: uapi.BytesPointer(key)})
	if err != nil {
		h.t.Fatalf("remove from %s: %v", name, err)
	}
}

// le32 and le64 write numbers as the objects of the corpus hold them.
func le32(v uint32) []byte { return binary.LittleEndian.AppendUint32(nil, v) }
func le64(v uint64) []byte { return binary.LittleEndian.AppendUint64(nil, v) }
