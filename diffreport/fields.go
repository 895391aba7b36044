package diffreport

import (
	"slices"
	"strings"

	"difftest/normalize"
)

// Names of fields that are treated apart from the others.
const (
	fieldLicense  = "license"
	fieldProgType = "type"
	fieldMapType  = "type"
	fieldFrozen   = "frozen"
	fieldPinned   = "pinned"

	fieldName      = "name"
	fieldKeyType   = "key_type"
	fieldValueType = "value_type"
	fieldBoundMaps = "bound_maps"
	fieldMalformed = "malformed"
)

// A fieldClass says what a difference in a field is. An empty impact means that of what the field belongs to.
type fieldClass struct {
	kind   Kind
	impact Impact
}

func (c fieldClass) impactOr(i Impact) Impact {
	if c.impact != "" {
		return c.impact
	}
	return i
}

// progFields lists the program attributes that are not simply program-attr.
var progFields = map[string]fieldClass{
	"name":         {KindProgramAttr, ImpactNaming},
	"called":       {KindProgramAttr, ImpactNaming},
	"btf":          {KindBTF, ImpactMetadata},
	fieldBoundMaps: {KindProgramAttr, ImpactMetadata}, // they live as long as the program, which does not use them
	"fd_array_cnt": {KindProgramAttr, ImpactMetadata},
	"fd_array":     {KindProgramAttr, ImpactMetadata}, // no instruction uses it
	"log":          {KindProgramAttr, ImpactMetadata},
}

// progField says what a difference in a program's attribute is.
func progField(name string) fieldClass {
	if class, ok := progFields[name]; ok {
		return class
	}
	return fieldClass{kind: KindProgramAttr}
}

// mapFields lists the map attributes that are not simply map-spec.
var mapFields = map[string]fieldClass{
	"name":         {KindMapSpec, ImpactNaming},
	"called":       {KindMapSpec, ImpactNaming},
	fieldKeyType:   {KindBTF, ImpactMetadata},
	fieldValueType: {KindBTF, ImpactMetadata},
	fieldFrozen:    {KindContents, ""},
}

// mapField says what a difference in a map's attribute is.
func mapField(name string) fieldClass {
	if class, ok := mapFields[name]; ok {
		return class
	}
	return fieldClass{kind: KindMapSpec}
}

// compareFields calls differs for each field that differs, in the order of the reference's fields. prefix and the
// field's name make the key.
func (c *comparer) compareFields(ref, got []normalize.Field, differs func(ref, got normalize.Field), prefix string) {
	for _, name := range fieldNames(ref, got) {
		r, g := field(ref, name), field(got, name)
		if r.Value != g.Value {
			differs(r, g)
			continue
		}
		c.equal(rawOf(r.Raw, r.Value, r.Rules), rawOf(g.Raw, g.Value, g.Rules), r.Value,
			func() string { return prefix + name })
	}
}

// fieldNames returns the names of all fields of both lists: the reference's in order, then the others.
func fieldNames(ref, got []normalize.Field) []string {
	var names []string
	for _, f := range slices.Concat(ref, got) {
		if !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	return names
}

// field returns the field called name, or one without value: the kernel's default.
func field(fields []normalize.Field, name string) normalize.Field {
	for _, f := range fields {
		if f.Name == name {
			return f
		}
	}
	return normalize.Field{Name: name}
}

func orNotSet(value string) string {
	if value == "" {
		return notSet
	}
	return value
}

// fieldDistance counts the fields that differ.
func fieldDistance(a, b []normalize.Field) int {
	n := 0
	for _, name := range fieldNames(a, b) {
		if field(a, name).Value != field(b, name).Value {
			n++
		}
	}
	return n
}

// gplCompatible are the licenses that the kernel takes for compatible with the GPL.
// https://github.com/torvalds/linux/blob/v6.12/include/linux/license.h#L5-L14
var gplCompatible = []string{
	"GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL",
}

// isGPL reports whether the kernel takes license for compatible with the GPL.
func isGPL(license string) bool { return slices.Contains(gplCompatible, strings.Trim(license, `"`)) }
