package host

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/diffreport"
	"difftest/normalize"
	"difftest/uapi"
)

// A mapWrite is a call that writes an element of a map.
type mapWrite struct {
	s          *sample
	m          *sentMap
	call       *capture.Call
	key, value []byte
}

func (s *sample) updates() []mapWrite {
	var out []mapWrite
	for i := range s.rec.Loads[0].Calls {
		call := &s.rec.Loads[0].Calls[i]
		if call.Cmd != uapi.BPF_MAP_UPDATE_ELEM {
			continue
		}
		for _, m := range s.maps {
			if m.id == fdID(call, "map_fd") && m.form != nil {
				out = append(out, mapWrite{s, m, call, memoryOf(call, "key"), memoryOf(call, "value")})
			}
		}
	}
	return out
}

// change makes a change to the call.
func (u mapWrite) change(change func(*flight, *uapi.MapUpdateElemAttr)) func(*flight) {
	return func(f *flight) {
		attr, ok := f.attr.(*uapi.MapUpdateElemAttr)
		if ok && f.isMap(attr.MapFD, u.s, u.m) && slices.Equal(f.read(attr.Key.Addr(), len(u.key)), u.key) {
			change(f, attr)
		}
	}
}

// contentFault is a fault in a write to a map.
func contentFault(name string, places func(mapWrite) []place) fault {
	return fault{name, diffreport.KindContents, diffreport.ImpactSilent, func(s *sample) []place {
		var out []place
		for _, u := range s.updates() {
			out = append(out, places(u)...)
		}
		return out
	}}
}

// dataFault is a fault in one byte of the data of a section whose name begins so.
func dataFault(section string) fault {
	return contentFault("one byte of "+section, func(u mapWrite) []place {
		var out []place
		if !strings.HasPrefix(u.m.name, section) || len(u.m.form.Entries) == 0 || u.m.isManaged() {
			return nil
		}
		for at := range u.value[:min(len(u.value), maxBytes)] {
			place, ok := u.rowOf(at), true
			if section == kconfigMap {
				place, ok = u.answerAt(at)
			}
			if ok {
				place.change = u.change(func(f *flight, attr *uapi.MapUpdateElemAttr) {
					f.write(attr.Value.Addr()+uint64(at), []byte{u.value[at] ^ 1})
				})
				out = append(out, place)
			}
		}
		return out
	})
}

// maxBytes is how many bytes of a section faults may be planted in.
const maxBytes = 256

// isManaged reports whether the kernel manages fields of the map's value: what is written there is lost.
func (m *sentMap) isManaged() bool {
	for _, f := range m.form.Spec {
		if f.Name == "value_type" && strings.Contains(f.Value, "struct bpf_") {
			return true
		}
	}
	return false
}

// rowOf is the row of a report that shows a byte of the value.
func (u mapWrite) rowOf(at int) place {
	const row = 16
	if len(u.value) <= row {
		return place{at: "map " + u.m.name + " [0]"}
	}
	return place{at: fmt.Sprintf("map %s [0+0x%03x]", u.m.name, at/row*row)}
}

// answerAt is the answer that a byte of .kconfig belongs to. That of a question that no program asks means nothing.
func (u mapWrite) answerAt(at int) (place, bool) {
	section, _ := u.m.spec.Type(uint32(u.m.attr.BTFValueTypeID))
	for _, v := range section.Vars {
		if at < int(v.Offset) || at >= int(v.Offset+v.Size) {
			continue
		}
		name := u.m.spec.TypeName(v.Type)
		p := place{at: "map " + u.m.name + " [" + name + "]"}
		if _, asked := entryOf(u.m, name); !asked {
			p.erased = "kconfig-map"
		}
		return p, true
	}
	return place{}, false
}

// entryOf returns the element of a map that a report calls key.
func entryOf(m *sentMap, key string) (value string, ok bool) {
	for _, e := range m.form.Entries {
		if e.Key == key {
			return e.Value, true
		}
	}
	return "", false
}

// slotFault is a fault in the write of a program or map into a map that holds such.
func slotFault(name string, holds uapi.MapType, change func(*flight, *uapi.MapUpdateElemAttr)) fault {
	return contentFault(name, func(u mapWrite) []place {
		if !u.m.isOf(holds) || len(u.key) != 4 {
			return nil
		}
		return []place{u.inSlot(change)}
	})
}

// inSlot is the place of the write in a report, with a change to it.
func (u mapWrite) inSlot(change func(*flight, *uapi.MapUpdateElemAttr)) place {
	key := fmt.Sprintf("0x%x", u.key)
	if !u.m.isOf(uapi.BPF_MAP_TYPE_HASH_OF_MAPS) {
		key = fmt.Sprint(native.Uint32(u.key))
	}
	return place{at: "map " + u.m.name + " [" + key + "]", change: u.change(change)}
}

// otherInner returns another map that could be written; nil if there is none, or the value is no map.
func (u mapWrite) otherInner() *sentMap {
	for _, inner := range u.s.maps {
		for _, other := range u.s.maps {
			if inner.id == fdID(u.call, "value") && other != inner && sameShape(inner.attr, other.attr) {
				return other
			}
		}
	}
	return nil
}

// skipped answers a call in the kernel's place: done.
func skipped(f *flight, _ *uapi.MapUpdateElemAttr) { f.answer(0) }

var contentFaults = []fault{
	dataFault(".data"),
	dataFault(".rodata"),
	dataFault(kconfigMap),
	slotFault("slot of a prog array missing", uapi.BPF_MAP_TYPE_PROG_ARRAY, skipped),
	slotFault("slot of an array of maps missing", uapi.BPF_MAP_TYPE_ARRAY_OF_MAPS, skipped),
	slotFault("another program in a slot", uapi.BPF_MAP_TYPE_PROG_ARRAY,
		func(f *flight, attr *uapi.MapUpdateElemAttr) {
			mine := f.object(int32(native.Uint32(f.read(attr.Value.Addr(), 4))), "prog_id")
			for id, fd := range f.objects("prog_id") {
				if id != mine {
					f.write(attr.Value.Addr(), native.AppendUint32(nil, uint32(fd)))
					return
				}
			}
		}),
	contentFault("another map in a slot", func(u mapWrite) []place {
		other := u.otherInner()
		if other == nil || len(u.key) != 4 {
			return nil
		}
		return []place{u.inSlot(func(f *flight, attr *uapi.MapUpdateElemAttr) {
			f.write(attr.Value.Addr(), native.AppendUint32(nil, uint32(f.mapFD(u.s, other))))
		})}
	}),
	{"missing freeze", diffreport.KindContents, diffreport.ImpactSilent, func(s *sample) []place {
		var out []place
		for i := range s.rec.Loads[0].Calls {
			call := &s.rec.Loads[0].Calls[i]
			for _, m := range s.maps {
				if call.Cmd == uapi.BPF_MAP_FREEZE && m.id == fdID(call, "map_fd") && m.form != nil {
					out = append(out, place{at: "map " + m.name + " frozen", change: func(f *flight) {
						if attr, ok := f.attr.(*uapi.MapFreezeAttr); ok && f.isMap(attr.MapFD, s, m) {
							f.answer(0)
						}
					}})
				}
			}
		}
		return out
	}},
}

// pinFault is a fault in a call that pins a map.
func pinFault(name string, change func(*flight, *uapi.ObjPinAttr, string)) fault {
	return fault{name, diffreport.KindMapSpec, diffreport.ImpactSilent, func(s *sample) []place {
		var out []place
		for i := range s.rec.Loads[0].Calls {
			call := &s.rec.Loads[0].Calls[i]
			for _, m := range s.maps {
				if call.Cmd == uapi.BPF_OBJ_PIN && m.id == fdID(call, "bpf_fd") && m.form != nil {
					path := string(memoryOf(call, "pathname"))
					out = append(out, place{at: "map " + m.name + " pinned", change: func(f *flight) {
						if attr, ok := f.attr.(*uapi.ObjPinAttr); ok && f.isMap(attr.BPFFD, s, m) {
							change(f, attr, path)
						}
					}})
				}
			}
		}
		return out
	}}
}

var pinFaults = []fault{
	pinFault("not pinned", func(f *flight, _ *uapi.ObjPinAttr, _ string) { f.answer(0) }),
	pinFault("pinned elsewhere", func(f *flight, attr *uapi.ObjPinAttr, path string) {
		elsewhere := strings.TrimRight(path, "\x00") + "_elsewhere\x00"
		attr.Pathname = uapi.AddressPointer(f.room([]byte(elsewhere)))
		f.send()
	}),
}

// reuseFaults are faults in opening maps that are pinned already.
var reuseFaults = []fault{{"pinned map not reused", diffreport.KindMaps, diffreport.ImpactSilent, (*sample).reused}}

// reused has maps created anew that are pinned already.
func (s *sample) reused() []place {
	var out []place
	_, maps := normalize.IdentifyAll(s.rec)
	for i := range s.rec.Loads[0].Calls {
		call := &s.rec.Loads[0].Calls[i]
		for _, m := range maps {
			if call.Cmd == uapi.BPF_OBJ_GET && call.Created != nil && m.ID == call.Created.ID {
				out = append(out, place{at: "map " + m.Name + " created", change: notPinned(memoryOf(call, "pathname"))})
			}
		}
	}
	return out
}

// notPinned answers that nothing is pinned at a path.
func notPinned(path []byte) func(*flight) {
	return func(f *flight) {
		attr, ok := f.attr.(*uapi.ObjGetAttr)
		if ok && bytes.Equal(f.read(attr.Pathname.Addr(), len(path)), path) {
			f.answer(-int64(unix.ENOENT))
		}
	}
}
