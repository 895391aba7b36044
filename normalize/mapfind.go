package normalize

import (
	"slices"
	"strings"

	"difftest/capture"
	"difftest/uapi"
)

// mapObj is a map that a load created, opened, or tried to create.
type mapObj struct {
	id     uint32              // 0 if the kernel refused it
	create *call               // nil if it was not created by this load
	attr   *uapi.MapCreateAttr // likewise
	state  *capture.MapState   // what it held after the load; nil if not known
	inner  *mapObj             // what its inner_map_fd stood for

	fallback bool     // it gives no BTF since the kernel refused it with some
	told     bool     // by a loader without a kernel, as it would have it created
	real     bool     // the object's: its programs reach it, the library answers for it, or it has its name
	template bool     // inner map of a real one
	called   []string // its names in the answer, without empty ones
	path     string   // last element of the path that it was opened by

	name      value
	ambiguous bool
	section   string // data section whose contents it holds; empty if it holds none
}

// kernelName is the map's name as the kernel has it.
func (m *mapObj) kernelName() string {
	switch {
	case m.attr != nil:
		return nameText(m.attr.MapName)
	case m.state != nil:
		return nameText(m.state.Info.Name)
	}
	return ""
}

func (m *mapObj) mapType() uapi.MapType {
	switch {
	case m.attr != nil:
		return m.attr.MapType
	case m.state != nil:
		return m.state.Info.Type
	}
	return uapi.BPF_MAP_TYPE_UNSPEC
}

// findMaps finds the object's maps in a load whose programs are known.
func (c *canon) findMaps(l *load) {
	answer := named(l.Answer.Maps)
	var created, all []*mapObj
	for _, call := range l.calls {
		m := c.newMap(l, call)
		if m == nil {
			continue
		}
		all = append(all, m)
		if m.id != 0 {
			m.called = answer[m.id]
			m.real = len(m.called) > 0
			l.mapByID[m.id] = m
			created = append(created, m)
		}
	}
	created = append(created, l.addReached()...)
	for again := true; again; {
		again = l.spread(created)
	}
	c.takeByName(l, created)
	c.takeRefused(l, all)
	for _, m := range created {
		if m.real {
			l.maps = append(l.maps, m)
		}
		if (m.real || m.template) && m.create != nil {
			m.create.class = ClassObject
		}
	}
	c.nameMaps(l)
}

// newMap returns the map that a call is about to create or opens, nil if it does neither or the map is known.
func (c *canon) newMap(l *load, call *call) *mapObj {
	id := call.created(capture.KindMap)
	switch attr := call.attr.(type) {
	case *uapi.MapCreateAttr:
		if call.ok() && id == 0 { // created, but what its descriptor stands for could not be read
			return nil
		}
		m := &mapObj{id: id, create: call, attr: attr, state: l.stateOf(id)}
		m.inner = l.mapByID[call.idAt("inner_map_fd", capture.KindMap)]
		return m
	case *uapi.ObjGetAttr, *uapi.MapGetFDByIDAttr:
		if id != 0 && l.mapByID[id] == nil {
			return &mapObj{id: id, state: l.stateOf(id), path: call.pathBase()}
		}
	}
	return nil
}

// stateOf returns what the kernel held in a map after the load.
func (l *load) stateOf(id uint32) *capture.MapState {
	for i := range l.Load.Maps {
		if l.Load.Maps[i].ID == id && id != 0 {
			return &l.Load.Maps[i]
		}
	}
	return nil
}

// addReached marks the maps that the programs reach, and returns those among them of which it was not seen where they
// come from.
func (l *load) addReached() []*mapObj {
	var strange []*mapObj
	reach := func(fd capture.FD) {
		if fd.Kind != capture.KindMap || fd.ID == 0 {
			return
		}
		m := l.mapByID[fd.ID]
		if m == nil {
			m = &mapObj{id: fd.ID, state: l.stateOf(fd.ID)}
			l.mapByID[fd.ID] = m
			strange = append(strange, m)
		}
		m.real = true
	}
	for _, a := range l.programs {
		for _, fd := range a.call.FDs {
			if strings.HasPrefix(fd.Where, "insns[") || strings.HasPrefix(fd.Where, "fd_array[") {
				reach(fd)
			}
		}
	}
	for _, call := range l.calls {
		if _, ok := call.attr.(*uapi.ProgBindMapAttr); !ok {
			continue
		}
		if _, ok := l.progByID[call.idAt("prog_fd", capture.KindProg)]; ok {
			fd, _ := call.fd("map_fd")
			reach(fd)
		}
	}
	return strange
}

// spread marks the maps that were written into real ones, and the templates of inner maps. It reports whether that
// found more.
func (l *load) spread(created []*mapObj) bool {
	found := false
	for _, m := range created {
		if m.real && m.inner != nil && !m.inner.template {
			m.inner.template, found = true, true
		}
	}
	for _, call := range l.calls {
		switch call.attr.(type) {
		case *uapi.MapUpdateElemAttr, *uapi.MapUpdateBatchAttr:
		default:
			continue
		}
		outer := l.mapByID[call.mapFD()]
		if outer == nil || !outer.real {
			continue
		}
		for _, fd := range call.FDs {
			m := l.mapByID[fd.ID]
			if strings.HasPrefix(fd.Where, "value") && fd.Kind == capture.KindMap && m != nil && !m.real {
				m.real, found = true, true
			}
		}
	}
	return found
}

// mapFD is the id of the map that a call works on, else 0.
func (c *call) mapFD() uint32 { return c.idAt("map_fd", capture.KindMap) }

// takeByName marks created maps that nothing reaches and the library does not answer for, but that have the name of a
// map of the object which is not there yet: a load that stopped leaves such, and a command answers for nothing. A probe
// may have such a name too; it is not taken once the object's own map is known.
func (c *canon) takeByName(l *load, created []*mapObj) {
	have := map[string]int{}
	for _, m := range created {
		if m.real {
			have[m.kernelName()]++
		}
	}
	for _, m := range templatesLast(created) {
		name := m.kernelName()
		if m.real || m.template || m.create == nil {
			continue
		}
		isNamed := have[name] < len(c.symbols.mapNames(name)) || !c.symbols.known && name != "" && !isProbeName(name)
		if isNamed || c.isStructOps(m) {
			m.real = true
			have[name]++
		}
	}
	for again := true; again; {
		again = l.spread(created)
	}
}

// templatesLast puts maps that another was created with as its inner map behind the others: cut to what the kernel
// takes, a name like "outer_array_map_inner" is that of the map outside.
func templatesLast(created []*mapObj) []*mapObj {
	isTemplate := map[*mapObj]bool{}
	for _, m := range created {
		if m.inner != nil {
			isTemplate[m.inner] = true
		}
	}
	out := slices.Clone(created)
	slices.SortStableFunc(out, func(a, b *mapObj) int { return order(isTemplate[a], isTemplate[b]) })
	return out
}

// order puts false before true.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// takeRefused finds the attempts to create the object's maps that the kernel refused and that count: those that were
// not repeated.
func (c *canon) takeRefused(l *load, all []*mapObj) {
	for i, m := range all {
		if m.create == nil || m.create.ok() || !c.isObjectMapName(m) {
			continue
		}
		m.create.class = ClassRetry
		if again := repeated(m, all[i+1:]); again != nil {
			again.fallback = m.attr.BTFFD != 0 && again.attr.BTFFD == 0
			continue
		}
		m.create.class = ClassObject
		m.real = true
		l.refused = append(l.refused, m)
	}
}

func (c *canon) isObjectMapName(m *mapObj) bool {
	name := m.kernelName()
	_, inner := c.symbols.innerName(name)
	return inner || len(c.symbols.mapNames(name)) > 0 || c.isStructOps(m)
}

// isStructOps reports whether a map is a variable of the object's that holds functions for the kernel: by its type, or
// by the name of such a variable in the BTF that was sent.
func (c *canon) isStructOps(m *mapObj) bool {
	name := m.kernelName()
	if name == "" || m.mapType() == uapi.BPF_MAP_TYPE_STRUCT_OPS {
		return name != ""
	}
	for _, b := range c.btfs {
		if b.spec != nil && slices.ContainsFunc(b.structOps(), func(v string) bool { return cut(v) == name }) {
			return true
		}
	}
	return false
}

// repeated returns a later attempt that creates the same map again, at most without its BTF; nil if there is none.
func repeated(m *mapObj, later []*mapObj) *mapObj {
	for _, n := range later {
		if n.attr == nil {
			continue
		}
		a, b := *m.attr, *n.attr
		for _, attr := range []*uapi.MapCreateAttr{&a, &b} {
			attr.BTFFD, attr.BTFKeyTypeID, attr.BTFValueTypeID, attr.InnerMapFD = 0, 0, 0, 0
		}
		if a == b {
			return n
		}
	}
	return nil
}
