package diffreport

import (
	"slices"
	"strings"

	"difftest/normalize"
)

// fieldCauses names, for fields that are derived from others, those others, the first ones first.
var fieldCauses = map[string][]string{
	"expected_attach_type": {fieldProgType}, // these stand in the row of one section name
	"attach_btf":           {fieldProgType, "attach_prog", "expected_attach_type"},
	"fd_array_cnt":         {"bound_maps"},
	"inner_map":            {fieldMapType},
	fieldKeyType:           {"key_size"}, // libraries take the size from the type, or refuse to give both
	fieldValueType:         {"value_size"},
}

// linkFields links attributes to the attributes that they are derived from, and debug information to its BTF.
func (c *comparer) linkFields() {
	for _, f := range c.found {
		if f.mapp == kconfigMap && f.field == "value_size" && f.untold { // shown only where no type tells the answers
			f.follow(c.first(func(o *finding) bool { return o.mapp == f.mapp && o.field == fieldValueType }))
		}
		for _, from := range fieldCauses[f.field] {
			if f.Kind != KindRun {
				f.follow(c.first(func(o *finding) bool { return o.field == from && o.prog == f.prog && o.mapp == f.mapp }))
			}
		}
		if f.field == fieldBoundMaps { // maps are bound to programs of which no instruction names them
			f.follow(c.first(func(o *finding) bool {
				return o.prog == f.prog && slices.ContainsFunc(onlyInOne(f.Reference, f.Got), o.changesUse)
			}))
		}
		if f.mapp != "" && f.field != "created" { // a map that was there before is another map
			f.follow(c.first(func(o *finding) bool { return o.mapp == f.mapp && o.field == "created" }))
		}
		if f.Kind == KindFuncInfo || f.Kind == KindLineInfo {
			f.follow(c.first(func(o *finding) bool { return o.describes(f) }))
		}
		if f.Key == "prog "+f.prog+" line_info" {
			f.follow(c.first(func(o *finding) bool { return o.Key == "prog "+f.prog+" func_info" }))
		}
	}
	for _, m := range c.maps {
		c.linkTypes(m)
	}
}

// changesUse reports whether f makes instructions name a map that they did not, or no longer do.
func (f *finding) changesUse(mapName string) bool {
	uses := func(text string) bool {
		return names(text, "map", mapName) || mapName == kconfigMap && readsKconfig(text)
	}
	return f.Kind == KindInstructions && uses(f.Reference) != uses(f.Got)
}

// onlyInOne lists what stands in one of two lists alone.
func onlyInOne(a, b string) []string {
	listA, listB := strings.Split(a, ", "), strings.Split(b, ", ")
	return slices.DeleteFunc(slices.Concat(listA, listB), func(name string) bool {
		return slices.Contains(listA, name) && slices.Contains(listB, name)
	})
}

// describes reports whether o, a difference in what is said of a program, follows from f: from its BTF, from how long
// its records are, or, if o is about the name of a function, from its record.
func (f *finding) describes(o *finding) bool {
	if f.prog != o.prog || f.mapp != "" {
		return false
	}
	if fn, ok := strings.CutSuffix(o.Key, " name"); ok && o.Impact == ImpactNaming && f.Kind == KindFuncInfo {
		info := strings.Replace(fn, " func ", " func_info ", 1)
		return f.Key == "prog "+f.prog+" func_info" || f.Key == info || strings.HasPrefix(f.Key, info+" ")
	}
	return f.Kind == KindBTF || f.Kind == KindProgramAttr && f.field == fieldMalformed
}

// linkTypes links the types of key and value that one side does not give: to each other, since libraries leave out both
// or none, and to what made the kernel refuse the map while it gave them.
func (c *comparer) linkTypes(m mapPair) {
	fallback := c.fallback(m.key)
	lost := func(f *finding) bool {
		isType := f.field == fieldKeyType || f.field == fieldValueType
		return f.mapp == m.key && isType && (f.Reference == notSet || f.Got == notSet)
	}
	for _, f := range c.found {
		if !lost(f) {
			continue
		}
		if fallback {
			f.follow(c.first(func(o *finding) bool {
				return o.mapp == m.key && o.Kind == KindMapSpec && o.Impact != ImpactNaming && o.root() != f
			}))
		}
		f.follow(c.first(func(o *finding) bool {
			return lost(o) && o.field == fieldKeyType && (o.Got == notSet) == (f.Got == notSet)
		}))
	}
}

// fallback reports whether one side was refused a map that it gave types for, and created it without.
func (c *comparer) fallback(mapKey string) bool {
	return slices.ContainsFunc(c.maps, func(m mapPair) bool {
		return m.key == mapKey && (m.ref != nil && m.ref.Fallback || m.got != nil && m.got.Fallback)
	})
}

// kconfigMap is the name of the map that holds the answers to questions to the kernel's configuration. Which of its
// bytes are which answer is told by the type of its value.
const kconfigMap = ".kconfig"

// readsKconfig reports whether one of the instructions in text reads an answer, by its name or by its place.
func readsKconfig(text string) bool {
	for line := range strings.Lines(text) {
		ref, _ := parseRef(strings.TrimSuffix(line, "\n"))
		if ref.kind == "kconfig" || ref.kind == "map" && ref.name == kconfigMap {
			return true
		}
	}
	return false
}

// readsOther reports whether f changes which answers are read, so that answers is there on one side alone: one answer,
// or, if it is about no entry, all.
func (f *finding) readsOther(answers *finding) bool {
	if f.Kind != KindInstructions || (answers.Reference == absent) == (answers.Got == absent) {
		return false
	}
	with, without := f.Reference, f.Got
	if answers.Reference == absent {
		with, without = without, with
	}
	name := strings.Trim(answers.field, "[]")
	reads := func(text string) bool {
		return slices.ContainsFunc(kconfigNames(text), func(n string) bool { return name == "" || n == name })
	}
	return reads(with) && !reads(without)
}

// kconfigNames lists the answers that the instructions in text read.
func kconfigNames(text string) []string {
	var names []string
	for line := range strings.Lines(text) {
		if ref, _ := parseRef(strings.TrimSuffix(line, "\n")); ref.kind == "kconfig" {
			name, _, _ := strings.Cut(ref.name, "[")
			names = append(names, name)
		}
	}
	return names
}

// innerSuffix is what the canonical name of a map that serves only to create a map of maps ends in.
const innerSuffix = ".inner"

// compareInner compares an inner map that the kernel refused of one side with what the other side's map of maps was
// created with. It reports whether it could.
func (c *comparer) compareInner(m mapPair) bool {
	outer, isInner := strings.CutSuffix(m.key, innerSuffix)
	if !isInner {
		return false
	}
	ref, got := c.innerOf(m.ref, c.ref, outer), c.innerOf(m.got, c.got, outer)
	if ref == "" || got == "" || ref == got {
		return false
	}
	c.add(finding{mapp: m.key, field: "inner_map", Difference: Difference{
		Key: "map " + outer + " inner_map", Kind: KindMapSpec, Impact: c.objectImpact(), Reference: ref, Got: got,
	}})
	return true
}

// innerOf writes the attributes of the inner map m, or of the one that the map of maps was created with.
func (c *comparer) innerOf(m *normalize.Map, form *normalize.Form, outer string) string {
	if m == nil {
		for _, o := range form.Maps {
			if o.Name == outer {
				return field(o.Spec, "inner_map").Value
			}
		}
		return ""
	}
	var parts []string
	for _, f := range m.Spec {
		if f.Value != "" && mapField(f.Name).impact != ImpactNaming {
			parts = append(parts, f.Name+" "+f.Value)
		}
	}
	return strings.Join(parts, ", ")
}
