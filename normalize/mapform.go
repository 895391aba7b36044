package normalize

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"difftest/capture"
	"difftest/uapi"
)

// maps returns the maps of all loads by name, each as the first load that has it shows it.
func (c *canon) maps() []Map {
	var out []Map
	var kconfig []kconfigCopy
	for _, l := range c.loads {
		before := len(out)
		for _, m := range slices.Concat(l.maps, l.refused) {
			if copied, ok := c.kconfigCopy(m); ok {
				copied.l = l
				kconfig = append(kconfig, copied)
				continue
			}
			known := func(o Map) bool { return o.Name == m.name.text }
			if !slices.ContainsFunc(out[:before], known) {
				out = append(out, c.mapForm(l, m))
			}
		}
	}
	if m, ok := c.kconfigForm(kconfig); ok {
		out = append(out, m)
	}
	c.sorted(len(out), slices.IsSortedFunc(out, compareMaps), func() { slices.SortStableFunc(out, compareMaps) })
	return out
}

// compareMaps orders maps by name, and those of one name by what they are, so that the order in which they were
// created does not show.
func compareMaps(a, b Map) int {
	if n := strings.Compare(a.Name, b.Name); n != 0 {
		return n
	}
	body := func(m Map) string { return fmt.Sprint(m.Spec, m.Entries, m.Problem) }
	return strings.Compare(body(a), body(b))
}

func (c *canon) mapForm(l *load, m *mapObj) Map {
	out := Map{Name: m.name.text, Ambiguous: m.ambiguous, Created: m.create != nil || m.told, Fallback: m.fallback}
	if m.create != nil && !m.create.ok() {
		out.Created, out.Errno = false, m.create.errno()
	}
	if m.told {
		out.Told = toldOfMaps
	}
	out.Spec = c.mapSpec(l, m)
	switch {
	case m.create != nil && !m.create.ok():
		out.Problem = "the kernel refused to create it: " + ErrnoName(m.create.errno())
	case m.state == nil:
		out.Problem = "not read"
	default:
		out.Problem, out.Unwatched = m.state.Problem, m.state.Unwatched
		out.Entries = c.entries(l, m)
	}
	return out
}

// mapSpec returns the attributes of a map in their fixed order.
func (c *canon) mapSpec(l *load, m *mapObj) []Field {
	var f fields
	if m.attr == nil {
		c.reusedSpec(&f, m)
	} else {
		c.createdSpec(&f, m)
	}
	if m.told {
		return f
	}
	f.add("name", c.mapNameField(m))
	f.text("called", strings.Join(c.calledOtherwise(m), ", "))
	f.text("frozen", l.frozen(m))
	f.text("pinned", l.pinOf(capture.KindMap, m.id))
	f.text("attached", l.attachments(capture.KindMap, m.id)) // struct_ops
	if m.create != nil {
		f.text("unknown", leftovers(m.create, m.attr))
		f.text("unread", strings.Join(m.create.Lost, "; "))
	}
	return f
}

func (c *canon) createdSpec(f *fields, m *mapObj) {
	a := m.attr
	f.text("type", shortName(a.MapType.String(), "BPF_MAP_TYPE_"))
	f.text("key_size", number(uint64(a.KeySize)))
	f.text("value_size", number(uint64(a.ValueSize)))
	f.text("max_entries", number(uint64(a.MaxEntries)))
	f.add("map_flags", c.mapFlags(m, a.MapFlags))
	f.text("map_extra", address(a.MapExtra))
	f.text("numa_node", number(uint64(a.NUMANode)))
	f.text("map_ifindex", number(uint64(a.MapIfindex)))
	c.mapTypes(f, m)
	f.text("inner_map", c.innerSpec(m))
	f.add("struct_ops", c.structOps(m))
	f.text("excl_prog_hash", sized(m.create, "excl_prog_hash", a.ExclProgHashSize))
	f.text("token", m.create.given("map_token_fd", a.MapTokenFD))
	if _, ok := m.create.fd("value_type_btf_obj_fd"); !ok { // else it is shown with the type
		f.text("value_type_btf_obj_fd", m.create.given("value_type_btf_obj_fd", a.ValueTypeBTFObjFD))
	}
}

// frozen says whether user space may write to the map, or how the kernel refused to freeze it.
func (l *load) frozen(m *mapObj) string {
	if m.state != nil && m.state.Frozen {
		return "yes"
	}
	for _, call := range l.calls {
		if _, ok := call.attr.(*uapi.MapFreezeAttr); ok && m.id != 0 && call.mapFD() == m.id && !call.ok() {
			return "refused, " + ErrnoName(call.errno())
		}
	}
	return ""
}

// mapTypes spells the types of key and value out.
func (c *canon) mapTypes(f *fields, m *mapObj) {
	b := c.sent(m.create, "btf_fd")
	for _, t := range []struct {
		name string
		id   uapi.TypeID
	}{{"key_type", m.attr.BTFKeyTypeID}, {"value_type", m.attr.BTFValueTypeID}} {
		if t.id != 0 {
			v := plain(fmt.Sprintf("type %d", t.id))
			c.apply(&v, btfIDs, b.decl(uint32(t.id)))
			f.add(t.name, v)
		}
	}
}

// innerSpec writes the attributes of the inner map that a map of maps was created with, on one line.
func (c *canon) innerSpec(m *mapObj) string {
	fd, ok := m.create.fd("inner_map_fd")
	switch {
	case !ok:
		return ""
	case m.inner == nil:
		return "a " + kindName(fd.Kind) + " that was not seen"
	}
	var f fields
	if m.inner.attr == nil {
		c.reusedSpec(&f, m.inner)
	} else {
		c.createdSpec(&f, m.inner)
		f.text("unknown", leftovers(m.inner.create, m.inner.attr))
	}
	if name := c.innerMapName(m); name.text != "" {
		f.add("name", name)
	}
	return f.line()
}

// structOps names the kernel's type of a struct_ops map.
func (c *canon) structOps(m *mapObj) value {
	id := uint32(m.attr.BTFVmlinuxValueTypeID)
	if id == 0 {
		return value{}
	}
	module := m.create.idAt("value_type_btf_obj_fd", capture.KindBTF)
	v := plain(fmt.Sprintf("type %d%s", id, moduleSuffix(module)))
	if t, ok := c.kernelName(module, id); ok {
		c.apply(&v, kernelIDs, kernelText(t, "STRUCT")+moduleSuffix(module))
	}
	return v
}

// reusedSpec takes the attributes of a map that this load did not create from what the kernel says of it.
func (c *canon) reusedSpec(f *fields, m *mapObj) {
	if m.state == nil {
		return
	}
	info := m.state.Info
	f.text("type", shortName(info.Type.String(), "BPF_MAP_TYPE_"))
	f.text("key_size", number(uint64(info.KeySize)))
	f.text("value_size", number(uint64(info.ValueSize)))
	f.text("max_entries", number(uint64(info.MaxEntries)))
	f.add("map_flags", c.mapFlags(m, info.MapFlags))
	f.text("map_extra", address(info.MapExtra))
	f.text("map_ifindex", number(uint64(info.Ifindex)))
}

// mapFlags writes a map's flags.
func (c *canon) mapFlags(m *mapObj, v uapi.MapFlags) value {
	out := plain(flags(uint64(v), v))
	if m.section != "" {
		v = c.withoutMmapable(&out, v)
	}
	if m.attr == nil && !m.told {
		c.withoutKernelFlags(&out, m.mapType(), v)
	}
	return out
}

// mapNameField is the name that the kernel was given, told as the map's own where it is that one cut or decorated.
func (c *canon) mapNameField(m *mapObj) value {
	kernel := m.kernelName()
	v := plain(kernel)
	switch {
	case m.ambiguous, kernel == m.name.text:
	case kernel == cut(m.name.text):
		v.inherit(m.name.text, []string{nameCut.Name})
	case m.section != "" && slices.Contains(c.symbols.dataSections(kernel), m.section):
		v.inherit(m.name.text, m.name.rules)
	}
	return v
}

// calledOtherwise lists what the library calls a map, where that is not its name.
func (c *canon) calledOtherwise(m *mapObj) []string {
	names := slices.DeleteFunc(slices.Clone(m.called), func(name string) bool {
		return name == m.name.text || m.section != "" && slices.Contains(c.symbols.dataSections(name), m.section)
	})
	slices.Sort(names)
	return names
}

// compareKeys orders the entries of a map.
func compareKeys(a, b capture.Entry) int { return bytes.Compare(a.Key, b.Key) }
