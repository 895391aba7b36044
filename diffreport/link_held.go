package diffreport

import (
	"slices"
	"strings"

	"difftest/normalize"
)

// linkUnneeded links a missing or extra map to the missing or extra program that needs it: libraries make some maps only
// where a program does, and of others it is the program that tells whose they are.
func (c *comparer) linkUnneeded(use usage) {
	for _, f := range c.found {
		if f.Kind != KindMaps || f.field != "" {
			continue
		}
		f.follow(c.first(func(o *finding) bool {
			sameSide := (o.Reference == string(normalize.ProgramLoaded)) == (f.Got == absent)
			return o.Kind == KindPrograms && sameSide && slices.Contains(use["prog "+o.prog], "map "+f.mapp)
		}))
	}
}

// sharesTable reports whether f is about an attribute of a program that shares an array of programs with prog: the
// kernel wants all that call through it, or stand in it, to be alike.
func (c *comparer) sharesTable(use usage, f *finding, prog string) bool {
	if f.Kind != KindProgramAttr || f.Impact == ImpactNaming || f.Impact == ImpactMetadata {
		return false
	}
	return slices.ContainsFunc(use["prog "+f.prog], func(node string) bool {
		return c.isTable(node) && (prog == "" || slices.Contains(use[node], "prog "+prog))
	})
}

// isInner reports whether f is about what a map is that another map holds: it wants all that it holds to be alike.
func (c *comparer) isInner(use usage, f *finding) bool {
	if f.Kind != KindMapSpec || f.Impact == ImpactNaming || f.mapp == "" {
		return false
	}
	return slices.ContainsFunc(use["map "+f.mapp], func(node string) bool {
		return strings.HasPrefix(node, "map ") && !c.isTable(node)
	})
}

// isTable reports whether a node is an array of programs.
func (c *comparer) isTable(node string) bool {
	return slices.ContainsFunc(c.maps, func(m mapPair) bool {
		return node == "map "+m.key && m.ref != nil && field(m.ref.Spec, fieldMapType).Value == "prog_array"
	})
}
