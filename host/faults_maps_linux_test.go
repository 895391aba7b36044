package host

import (
	"slices"
	"strings"

	"difftest/btf"
	"difftest/diffreport"
	"difftest/uapi"
)

// A mapEdit changes the attribute with which a map is created.
type mapEdit struct {
	name   string // of the field in the report
	kind   diffreport.Kind
	impact diffreport.Impact
	is     func(*sentMap) bool // nil: any map
	change func(*sentMap, *flight, *uapi.MapCreateAttr)
	erased string // the rule by which it means nothing
}

// mapAttr is an edit of an attribute that decides what the map is.
func mapAttr(name string, change func(*sentMap, *flight, *uapi.MapCreateAttr)) mapEdit {
	return mapEdit{name: name, kind: diffreport.KindMapSpec, impact: diffreport.ImpactSilent, change: change}
}

// noField is an edit of several fields, the first of which depends on the map.
const noField = "types missing"

// where limits an edit to maps.
func (e mapEdit) where(is func(*sentMap) bool) mapEdit { e.is = is; return e }

// seen is an edit that only debugging sees.
func (e mapEdit) seen(kind diffreport.Kind, impact diffreport.Impact) mapEdit {
	e.kind, e.impact = kind, impact
	return e
}

func (e mapEdit) meaningless(rule string) mapEdit { e.erased = rule; return e }

func mapFaults(edits []mapEdit) []fault {
	var out []fault
	for _, e := range edits {
		out = append(out, fault{"map's " + e.name, e.kind, e.impact, func(s *sample) []place {
			var places []place
			for _, m := range s.maps {
				if m.form != nil && (e.is == nil || e.is(m)) && !s.hasTwin(m) {
					at := strings.TrimSpace("map " + m.name + " " + strings.TrimPrefix(e.name, noField))
					p := place{at: at, change: inMap(m, e.change), erased: e.erased}
					if e.kind == diffreport.KindBTF && m.name == kconfigMap {
						p.impact = diffreport.ImpactSilent // nobody can tell which answer is which
					}
					places = append(places, p)
				}
			}
			return places
		}})
	}
	return out
}

// hasTwin reports whether another map has m's name in the kernel, or one that is told by it.
func (s *sample) hasTwin(m *sentMap) bool {
	return slices.ContainsFunc(s.maps, func(o *sentMap) bool { return o != m && o.attr.MapName == m.attr.MapName })
}

// inMap makes a change to the calls that create m.
func inMap(m *sentMap, change func(*sentMap, *flight, *uapi.MapCreateAttr)) func(*flight) {
	return func(f *flight) {
		attr, ok := f.attr.(*uapi.MapCreateAttr)
		if ok && attr.MapName == m.attr.MapName && attr.MapType == m.attr.MapType {
			change(m, f, attr)
			f.send()
		}
	}
}

// otherTypeID returns a type of the map's BTF with the size of another and another spelling; 0 if there is none.
func (m *sentMap) otherTypeID(id uapi.TypeID) uapi.TypeID {
	if m.spec == nil || id == 0 {
		return 0
	}
	for other := uint32(1); int(other) < m.spec.Len(); other++ {
		kind := m.spec.Kind(other)
		if (kind == btf.Int || kind == btf.Struct) && m.spec.Size(other) == m.spec.Size(uint32(id)) &&
			m.spec.Decl(other) != m.spec.Decl(uint32(id)) {
			return uapi.TypeID(other)
		}
	}
	return 0
}

func (m *sentMap) isOf(types ...uapi.MapType) bool { return slices.Contains(types, m.attr.MapType) }

// kconfigMap is the map of the kernel's configuration. Its type says where in it an answer lies.
const kconfigMap = ".kconfig"

func holdsMaps(m *sentMap) bool {
	return m.isOf(uapi.BPF_MAP_TYPE_ARRAY_OF_MAPS, uapi.BPF_MAP_TYPE_HASH_OF_MAPS)
}

// innerFault is a fault in the map that a map of maps is created with.
func innerFault(name string, change func(*sentMap, *flight, *uapi.MapCreateAttr)) fault {
	return fault{"inner map's " + name, diffreport.KindMapSpec, diffreport.ImpactSilent, func(s *sample) []place {
		var out []place
		for _, m := range s.maps {
			if inner := s.innerOf(m); inner != nil && m.form != nil {
				out = append(out, place{at: "map " + m.name + " inner_map", change: inMap(inner, change)})
			}
		}
		return out
	}}
}

// innerOf is the map that a map of maps is created with, if it serves only that.
func (s *sample) innerOf(m *sentMap) *sentMap {
	id := fdID(m.call, "inner_map_fd")
	for i := range s.rec.Loads[0].Calls {
		call := &s.rec.Loads[0].Calls[i]
		if call.Cmd != uapi.BPF_MAP_CREATE || call.Created == nil || call.Created.ID != id {
			continue
		}
		attr, _, err := uapi.Decode(call.Cmd, call.Attr)
		named := func(o *sentMap) bool {
			return o.id == id || err == nil && o.attr.MapName == attr.(*uapi.MapCreateAttr).MapName
		}
		if err == nil && !slices.ContainsFunc(s.maps, named) {
			return &sentMap{call: call, attr: attr.(*uapi.MapCreateAttr), id: id}
		}
	}
	return nil
}

var innerFaults = []fault{
	innerFault("max_entries", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) { a.MaxEntries = m.attr.MaxEntries + 1 }),
	innerFault("value_size", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) {
		a.ValueSize, a.BTFFD, a.BTFKeyTypeID, a.BTFValueTypeID = m.attr.ValueSize+8, 0, 0, 0
	}),
	innerFault("map_flags", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) {
		a.MapFlags = m.attr.MapFlags ^ uapi.BPF_F_RDONLY_PROG
	}),
}

var mapAttrFaults = mapFaults([]mapEdit{
	mapAttr("type", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) {
		if a.MapType = uapi.BPF_MAP_TYPE_HASH; m.attr.MapType == a.MapType {
			a.MapType = uapi.BPF_MAP_TYPE_LRU_HASH
		}
	}),
	mapAttr("key_size", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) { a.KeySize = m.attr.KeySize + 4 }),
	mapAttr("value_size", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) { a.ValueSize = m.attr.ValueSize + 8 }),
	mapAttr("max_entries", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) { a.MaxEntries = m.attr.MaxEntries * 2 }).
		where(func(m *sentMap) bool { return m.attr.MaxEntries > 0 }),
	mapAttr("map_flags", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) {
		a.MapFlags = m.attr.MapFlags ^ uapi.BPF_F_RDONLY_PROG
	}),
	mapAttr("map_extra", func(_ *sentMap, _ *flight, a *uapi.MapCreateAttr) { a.MapExtra++ }),
	mapAttr("numa_node", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) { a.NUMANode = m.attr.NUMANode + 1 }),
	mapAttr("map_ifindex", func(_ *sentMap, _ *flight, a *uapi.MapCreateAttr) { a.MapIfindex = 1 }),
	mapAttr("name", func(_ *sentMap, _ *flight, a *uapi.MapCreateAttr) {
		a.MapName = uapi.ObjName{}
		copy(a.MapName[:], "another")
	}).seen(diffreport.KindMapSpec, diffreport.ImpactNaming),
	mapAttr("key_type", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) {
		if a.BTFFD != 0 { // libbpf tries again without
			a.BTFKeyTypeID = m.otherTypeID(m.attr.BTFKeyTypeID)
		}
	}).seen(diffreport.KindBTF, diffreport.ImpactMetadata).
		where(func(m *sentMap) bool { return m.otherTypeID(m.attr.BTFKeyTypeID) != 0 }),
	mapAttr("value_type", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) {
		if a.BTFFD != 0 {
			a.BTFValueTypeID = m.otherTypeID(m.attr.BTFValueTypeID)
		}
	}).seen(diffreport.KindBTF, diffreport.ImpactMetadata).
		where(func(m *sentMap) bool { return m.otherTypeID(m.attr.BTFValueTypeID) != 0 }),
	mapAttr(noField, func(_ *sentMap, _ *flight, a *uapi.MapCreateAttr) {
		a.BTFFD, a.BTFKeyTypeID, a.BTFValueTypeID = 0, 0, 0
	}).seen(diffreport.KindBTF, diffreport.ImpactMetadata).
		where(func(m *sentMap) bool { return m.attr.BTFValueTypeID != 0 }),
	mapAttr("inner_map", func(_ *sentMap, _ *flight, a *uapi.MapCreateAttr) { a.InnerMapFD = stderr }).where(holdsMaps),
	mapAttr("struct_ops", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) {
		a.BTFVmlinuxValueTypeID = m.attr.BTFVmlinuxValueTypeID + 1
	}),
	mapAttr("excl_prog_hash", func(_ *sentMap, f *flight, a *uapi.MapCreateAttr) {
		const size = 32 // of a digest
		a.ExclProgHash, a.ExclProgHashSize = uapi.AddressPointer(f.room(make([]byte, size))), size
	}),
	mapAttr("token", func(_ *sentMap, _ *flight, a *uapi.MapCreateAttr) { a.MapTokenFD = stderr }),
	mapAttr("value_type_btf_obj_fd", func(_ *sentMap, _ *flight, a *uapi.MapCreateAttr) { a.ValueTypeBTFObjFD = stderr }),
	mapAttr("mmapable", func(m *sentMap, _ *flight, a *uapi.MapCreateAttr) {
		a.MapFlags = m.attr.MapFlags | uapi.BPF_F_MMAPABLE
	}).where(func(m *sentMap) bool {
		return m.attr.MapFlags&uapi.BPF_F_MMAPABLE == 0 && m.isOf(uapi.BPF_MAP_TYPE_ARRAY) && m.name[0] == '.'
	}).meaningless("mmapable"),
})
