package normalize

import (
	"slices"
	"strings"

	"difftest/btf"
)

// kconfigSection is the section of BTF that describes a program's questions to the kernel's configuration. No object
// file has such a section; libraries make a map of it.
const kconfigSection = ".kconfig"

// mapNames returns the names of the object's maps that a kernel name may stand for: its map variables, and its data
// sections as libraries name their maps.
func (s *symbols) mapNames(kernel string) []string {
	var names []string
	if kernel == "" {
		return nil
	}
	for _, name := range s.mapVars {
		if cut(name) == kernel && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return append(names, s.dataSections(kernel)...)
}

// dataSections returns the data sections that a library may call by that name: the section's own name, that cut, or
// the object's name before it, as libbpf has it.
func (s *symbols) dataSections(name string) []string {
	var found []string
	for _, section := range append(slices.Clone(s.sections), kconfigSection) {
		if section == "" || slices.Contains(found, section) {
			continue
		}
		if name == section || name == cut(section) || name == s.internalName(section) {
			found = append(found, section)
		}
	}
	return found
}

// internalName is the name that libbpf gives to the map of a data section: as much of the object's name as leaves room
// for seven bytes of the section's name, and none at all if that has a second dot
// (https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L1864).
func (s *symbols) internalName(section string) string {
	const reserved = 7
	if section == "" {
		return s.base
	}
	suffix := min(max(reserved, len(section)), kernelNameLen)
	prefix := min(kernelNameLen-suffix, len(s.base))
	if strings.Contains(section[1:], ".") {
		prefix = 0
	}
	return strings.Map(nameByte, s.base[:prefix]+section[:min(suffix, len(section))])
}

// nameByte replaces what the kernel does not take in names.
func nameByte(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_', r == '.':
		return r
	}
	return '_'
}

// pinned returns the name of the object's map that is pinned under the last element of a path, empty if there is none.
// Libraries write "_" for bytes that a name on a bpffs may not have.
func (s *symbols) pinned(base string) string {
	flat := func(name string) string { return strings.ReplaceAll(name, ".", "_") }
	for _, name := range slices.Concat(s.mapVars, s.sections) {
		if base != "" && (flat(base) == flat(name) || flat(base) == flat(s.internalName(name))) {
			return name
		}
	}
	return ""
}

// innerName returns the canonical name of the inner map that has such a kernel name: libraries make it of the outer
// map's name and ".inner" or "_inner".
func (s *symbols) innerName(kernel string) (name string, ok bool) {
	for _, outer := range s.mapVars {
		for _, suffix := range innerSuffixes {
			if kernel == cut(outer+suffix) && kernel != cut(outer) {
				return outer + innerSuffixes[0], true
			}
		}
	}
	return "", false
}

// nameMaps names the load's maps: those that the library answers for as it calls them, those that it opened by their
// path, the others by their kernel name where that fits one map of the object alone.
func (c *canon) nameMaps(l *load) {
	taken := map[string]bool{}
	named := map[*mapObj]bool{}
	for _, m := range l.maps {
		if named[m] = c.nameAnswered(m); named[m] {
			taken[m.name.text] = true
		}
	}
	var rest []*mapObj
	for _, m := range l.maps {
		if !named[m] {
			rest = append(rest, m)
		}
	}
	for _, m := range rest {
		c.nameUnanswered(rest, m, taken)
	}
	for _, m := range l.refused {
		c.nameRefused(m)
	}
}

// nameAnswered names a map as the library calls it, if the object has such a map or nothing better is known. libbpf
// calls a map that it opened by the name that it has in the kernel; then the path tells. It reports whether it
// named the map.
func (c *canon) nameAnswered(m *mapObj) bool {
	pinned := c.symbols.pinned(m.path)
	kernel, called := m.kernelName(), pinned
	if len(m.called) == 1 && (c.symbols.hasMap(m.called[0]) || pinned == "" && len(c.symbols.mapNames(kernel)) == 0) {
		called = m.called[0]
	}
	if called == "" {
		return false
	}
	m.name = plain(kernel)
	if cut(called) == kernel {
		c.apply(&m.name, nameCut, called)
	} else {
		m.name = plain(called)
	}
	if slices.Contains(c.symbols.mapVars, called) {
		return true
	}
	if m.section = c.pickSection(m, c.symbols.dataSections(called)); m.section != "" {
		c.apply(&m.name, dataMapNames, m.section)
	}
	return true
}

// hasMap reports whether the object has a map that libraries call so.
func (s *symbols) hasMap(name string) bool {
	return slices.Contains(s.mapVars, name) || len(s.dataSections(name)) > 0
}

// pickSection returns the section that the map holds, of those that its name may stand for. Where there are several,
// cut alike, the type of its value tells.
func (c *canon) pickSection(m *mapObj, sections []string) string {
	if len(sections) == 1 {
		return sections[0]
	}
	if name := c.valueSection(m); slices.Contains(sections, name) {
		return name
	}
	return ""
}

// valueSection returns the name of the DATASEC that describes the map's value, if one does.
func (c *canon) valueSection(m *mapObj) string {
	if m.create == nil {
		return ""
	}
	b := c.sent(m.create, "btf_fd")
	id := uint32(m.attr.BTFValueTypeID)
	if b == nil || b.spec.Kind(id) != btf.Datasec {
		return ""
	}
	return b.spec.TypeName(id)
}

// nameUnanswered names one of the maps of which only the kernel's name is known.
func (c *canon) nameUnanswered(rest []*mapObj, m *mapObj, taken map[string]bool) {
	kernel := m.kernelName()
	names := slices.DeleteFunc(c.symbols.mapNames(kernel), func(n string) bool { return taken[n] })
	peers := 0
	for _, other := range rest {
		if other.kernelName() == kernel {
			peers++
		}
	}
	m.name = plain(kernel)
	sections := c.symbols.dataSections(kernel)
	if section, ok := c.onlySection(rest, m); ok {
		sections, names = []string{section}, []string{section}
	}
	if len(sections) == len(names) { // no map variable among them
		if m.section = c.pickSection(m, sections); m.section != "" && (peers == 1 || len(sections) > 1) {
			c.apply(&m.name, dataMapNames, m.section)
			return
		}
	}
	switch {
	case peers > 1 || len(names) > 1 || kernel == "":
		m.ambiguous = true
		m.name.text += "?"
	case len(names) == 1:
		c.apply(&m.name, nameCut, names[0])
	}
}

// onlySection returns the data section that a map holds by its value's type, where nothing is known of the object and no
// other map holds one of that name.
func (c *canon) onlySection(rest []*mapObj, m *mapObj) (section string, ok bool) {
	section = c.valueSection(m)
	if c.symbols.known || section == "" || !strings.HasSuffix(m.kernelName(), cut(section)) {
		return "", false
	}
	same := slices.DeleteFunc(slices.Clone(rest), func(o *mapObj) bool { return c.valueSection(o) != section })
	return section, len(same) == 1
}

func (c *canon) nameRefused(m *mapObj) {
	kernel := m.kernelName()
	m.name = plain(kernel)
	names := c.symbols.mapNames(kernel)
	inner, isInner := c.symbols.innerName(kernel)
	switch {
	case len(names) == 0 && isInner:
		c.apply(&m.name, innerMapNames, inner)
	case len(names) == 1 && slices.Contains(c.symbols.dataSections(kernel), names[0]):
		m.section = names[0]
		c.apply(&m.name, dataMapNames, names[0])
	case len(names) == 1:
		c.apply(&m.name, nameCut, names[0])
	case len(names) > 1:
		m.ambiguous = true
		m.name.text += "?"
	}
}
