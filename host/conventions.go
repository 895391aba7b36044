package host

import (
	"slices"
	"strings"

	"difftest/capture"
	"difftest/corpus"
	"difftest/diffreport"
)

// A conventionFinder finds the conventions that explain differences of one object, as the object or its side file names
// them.
type conventionFinder struct {
	all []string            // of the case, in the order in which they are named
	on  map[string][]string // by the function or variable that is tagged
}

// conventions reads what an object and its side file say. An object whose side file cannot be read any more has the
// conventions of its tags.
func conventions(rec *capture.Recording) conventionFinder {
	c, err := corpus.LoadCase(rec.Object.Path)
	if err != nil {
		c = corpus.Case{}
	}
	f := conventionFinder{on: map[string][]string{}}
	if rec.Object.Facts != nil {
		_ = c.AddTags(rec.Object.Facts.Tags) // what is wrong with tags is said when the object is collected
		for _, tag := range rec.Object.Facts.Tags {
			if id, ok := corpus.TaggedConvention(tag); ok {
				f.on[tag.On] = append(f.on[tag.On], id)
			}
		}
	}
	f.all = c.Conventions
	return f
}

// namesAfter are the words of a difference's key that a program's, map's or function's name follows.
var namesAfter = []string{"prog", "map", "func", "func_info"}

// explain returns the conventions that explain a difference: those of what it is about, the function in a program before
// the program; that of a general rule; or all of the case.
func (f conventionFinder) explain(_ string, d diffreport.Difference) []string {
	words := strings.Fields(d.Key)
	for i := len(words) - 1; i > 0; i-- {
		if ids := f.on[words[i]]; len(ids) > 0 && slices.Contains(namesAfter, words[i-1]) {
			return ids
		}
	}
	for _, r := range general {
		if r.explains(d) {
			return []string{r.id}
		}
	}
	return f.all
}

// A generalRule explains a difference that any object may show beside what it is about.
type generalRule struct {
	id     string
	prefix string // of the key
	suffix string // of the key
	got    string // the loader's value; empty for any
}

// general are the rules for differences that a loader has in every object of a kind, tagged or not.
var general = []generalRule{
	{"DAT-13", "map .", " value_type", "not set"}, // no type is given to the value of a data section's map
	{"PRG-22", "prog ", " bound_maps", ""},        // no read-only data is bound to a program
}

func (r generalRule) explains(d diffreport.Difference) bool {
	return strings.HasPrefix(d.Key, r.prefix) && strings.HasSuffix(d.Key, r.suffix) && (r.got == "" || d.Got == r.got)
}
