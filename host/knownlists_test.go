package host

import (
	"path/filepath"
	"slices"
	"testing"

	"difftest/filter"
)

// TestCommittedLists: the lists of the corpus can be read, each entry says why, and each pattern is one of an object that
// is there. Whether the entries still happen, the gate on the corpus tells.
func TestCommittedLists(t *testing.T) {
	lists, err := readListFiles("../corpus/known")
	if err != nil {
		t.Fatal(err)
	}
	objects, err := objectFiles("../corpus")
	if err != nil {
		t.Fatal(err)
	}
	if len(lists) < 2 {
		t.Errorf("%d lists", len(lists))
	}
	for _, l := range lists {
		if len(l.Versions) == 0 {
			t.Errorf("%s: about no version", l.Path)
		}
		for _, e := range l.Entries {
			if e.Reason == "" {
				t.Errorf("%s: no reason", e.Where)
			}
			for _, pattern := range e.Objects {
				there := func(path string) bool { return filter.Match(pattern, filepath.ToSlash(path)) }
				if !slices.ContainsFunc(objects, there) {
					t.Errorf("%s: no object is %s", e.Where, pattern)
				}
			}
		}
	}
}
