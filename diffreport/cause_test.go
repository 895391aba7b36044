package diffreport

import (
	"slices"
	"testing"
)

// TestWhere shows what of a key belongs to a cause.
func TestWhere(t *testing.T) {
	for key, want := range map[string]string{
		"outcome":                              "outcome",
		"stage":                                "stage",
		"prog count insn 12":                   "prog * insn *",
		"prog count insn 12#2":                 "prog * insn *",
		"prog count func parse insn 3":         "prog * func * insn *",
		"prog count func parse":                "prog * func *",
		"prog count insn 5 line":               "prog * insn * line",
		"prog count func_info parse linkage":   "prog * func_info * linkage",
		"prog count func_info":                 "prog * func_info",
		"prog count run tcp-64 retval":         "prog * run * retval",
		"prog count#2 license":                 "prog * license",
		"map .data.x value_type":               "map * value_type",
		"map outer [0x00000000]":               "map * [*]",
		"map .kconfig [CONFIG_A and anything]": "map * [*]",
		"map counters":                         "map *",
		"map":                                  "map",
	} {
		if got := where(key); got != want {
			t.Errorf("%q: %q, want %q", key, got, want)
		}
	}
}

// one is a result with one difference.
func one(object string, d Difference) Result {
	if d.Impact == "" {
		d.Impact = ImpactSilent
	}
	return Result{Object: object, Loader: "aya", Version: "1", Verdict: Differs, Differences: []Difference{d}}
}

func said(reference, got string) *Detail {
	return &Detail{ReferenceMessage: reference, GotMessage: got}
}

// alike lists pairs of differences in two objects and whether they are one cause.
var alike = map[string]struct {
	a, b Difference
	same bool
}{
	"types are not compared": {
		Difference{Key: "map .data value_type", Kind: KindBTF, Reference: "section .data { var a; }", Got: notSet},
		Difference{Key: "map .bss value_type", Kind: KindBTF, Reference: "section .bss { var b; }", Got: notSet}, true,
	},
	"given is not left out": {
		Difference{Key: "map .data value_type", Kind: KindBTF, Reference: "int", Got: notSet},
		Difference{Key: "map .data value_type", Kind: KindBTF, Reference: notSet, Got: "int"}, false,
	},
	"numbers of a specification are": {
		Difference{Key: "map a max_entries", Kind: KindMapSpec, Reference: "1024", Got: "2"},
		Difference{Key: "map b max_entries", Kind: KindMapSpec, Reference: "8192", Got: "5000"}, false,
	},
	"the same numbers, other conventions": {
		Difference{Key: "map a value_size", Kind: KindMapSpec, Reference: "4", Got: "8", Conventions: []string{"MAP-18"}},
		Difference{Key: "map b value_size", Kind: KindMapSpec, Reference: "4", Got: "8", Conventions: []string{"MAP-24"}}, true,
	},
	"names of attach targets are not": {
		Difference{Key: "prog a attach_btf", Kind: KindProgramAttr, Reference: "f", Got: notSet},
		Difference{Key: "prog b attach_btf", Kind: KindProgramAttr, Reference: "g", Got: notSet}, true,
	},
	"registers and offsets": {
		Difference{Key: "prog a insn 1", Kind: KindInstructions, Reference: "poison core", Got: "w1 = *(u32 *)(r1 + 0x18)"},
		Difference{Key: "prog b insn 9", Kind: KindInstructions, Reference: "poison core", Got: "w2 = *(u32 *)(r3 + 0x8)"}, true,
	},
	"widths": {
		Difference{Key: "prog a insn 1", Kind: KindInstructions, Reference: "w1 = *(u32 *)(r1 + 0x0)", Got: "poison core"},
		Difference{Key: "prog b insn 9", Kind: KindInstructions, Reference: "r1 = *(u64 *)(r1 + 0x0)", Got: "poison core"}, false,
	},
	"instructions of other conventions": {
		Difference{Key: "prog a insn 1", Kind: KindInstructions, Reference: "r1 = 0", Got: "r1 = 1", Conventions: []string{"CORE-1"}},
		Difference{Key: "prog a insn 1", Kind: KindInstructions, Reference: "r1 = 0", Got: "r1 = 1", Conventions: []string{"CORE-2"}}, false,
	},
	"contents that are missing": {
		Difference{Key: "map a [0]", Kind: KindContents, Reference: "[0] map in_a\n[1] map in_b", Got: "[0] absent\n[1] absent",
			Conventions: []string{"MAP-11"}},
		Difference{Key: "map b [7]", Kind: KindContents, Reference: "map in_c", Got: absent, Conventions: []string{"MAP-12"}}, true,
	},
	"words of a library about other names": {
		Difference{Key: "outcome", Kind: KindOutcome, Reference: "loaded", Got: "rejected at relocate",
			Detail: said("", "invalid program section `cgroup/dev`"), Conventions: []string{"SEC-1"}},
		Difference{Key: "outcome", Kind: KindOutcome, Reference: "loaded", Got: "rejected at relocate",
			Detail: said("", "invalid program section `iter`"), Conventions: []string{"SEC-2"}}, true,
	},
	"other words of a library": {
		Difference{Key: "outcome", Kind: KindOutcome, Reference: "loaded", Got: "rejected at relocate",
			Detail: said("", "invalid program section `iter`")},
		Difference{Key: "outcome", Kind: KindOutcome, Reference: "loaded", Got: "rejected at relocate",
			Detail: said("", "map events: file a/b.o: 3 bytes missing")}, false,
	},
	"no words, other conventions": {
		Difference{Key: "outcome", Kind: KindOutcome, Reference: "loaded", Got: "rejected at open", Conventions: []string{"A-1"}},
		Difference{Key: "outcome", Kind: KindOutcome, Reference: "loaded", Got: "rejected at open", Conventions: []string{"A-2"}}, false,
	},
	"one of security": {
		Difference{Key: "outcome", Kind: KindOutcome, Reference: "rejected at open", Got: "loaded", Security: true},
		Difference{Key: "outcome", Kind: KindOutcome, Reference: "rejected at open", Got: "loaded"}, false,
	},
	"one that is worse": {
		Difference{Key: "map a value_type", Kind: KindBTF, Reference: "int", Got: notSet, Impact: ImpactMetadata},
		Difference{Key: "map a value_type", Kind: KindBTF, Reference: "int", Got: notSet, Impact: ImpactOutcome}, false,
	},
	"one that is known": {
		Difference{Key: "map a value_type", Kind: KindBTF, Reference: "int", Got: notSet, Known: true},
		Difference{Key: "map a value_type", Kind: KindBTF, Reference: "int", Got: notSet}, false,
	},
}

// TestCauses shows which differences of two objects are one cause.
func TestCauses(t *testing.T) {
	for name, c := range alike {
		t.Run(name, func(t *testing.T) {
			causes := Causes(NewReport("libbpf", []Result{one("a.o", c.a), one("b.o", c.b)}))
			if same := len(causes) == 1; same != c.same {
				t.Errorf("%d causes; one cause: want %v", len(causes), c.same)
			}
		})
	}
}

// TestCauseOfOthers keeps loaders apart, takes versions for one cause each, and counts objects and not places.
func TestCauseOfOthers(t *testing.T) {
	d := Difference{Key: "map a max_entries", Kind: KindMapSpec, Reference: "1024", Got: "2", Conventions: []string{"MAP-17"}}
	again := d
	again.Key, again.Conventions = "map b max_entries", []string{"MAP-18"}
	consequence := Difference{Key: "prog p run x retval", Kind: KindRun, Impact: ImpactSilent, Follows: d.Key}
	first := one("a.o", d)
	first.Differences = append(first.Differences, consequence, again)
	first.Differences[2].Impact = ImpactSilent
	other, newer := one("a.o", d), one("a.o", d)
	other.Loader, newer.Version = "cilium-ebpf", "2"
	causes := Causes(NewReport("libbpf", []Result{first, other, newer, one("b.o", d)}))
	if len(causes) != 3 {
		t.Fatalf("%d causes, want 3", len(causes))
	}
	c := causes[0]
	if got := c.Objects(); !slices.Equal(got, []string{"a.o", "b.o"}) || len(c.Places) != 3 {
		t.Errorf("objects %v in %d places", got, len(c.Places))
	}
	if got := c.Places[0].Consequences(); len(got) != 1 || got[0].Key != consequence.Key {
		t.Errorf("consequences: %v", got)
	}
	if !slices.Equal(c.Conventions, []string{"MAP-17", "MAP-18"}) {
		t.Errorf("conventions %v", c.Conventions)
	}
	for _, other := range causes[1:] { // another version has the same cause, another loader one of its own
		if same := other.ID == c.ID; same != (other.Loader == c.Loader) {
			t.Errorf("%s %s: id %s beside %s", other.Loader, other.Version, other.ID, c.ID)
		}
	}
}

// TestObjectLines folds names by folder.
func TestObjectLines(t *testing.T) {
	names := []string{"a.o", "b.o", "x/c.o", "x/y/d.o"}
	for i := range 40 {
		names = append(names, "long/folder/"+string(rune('a'+i%26))+"-object.o")
	}
	files := 0
	for i, line := range objectLines(names) {
		if files += line.files; len(line.text) > widthOfObjects+1 {
			t.Errorf("line %d: %d columns", i, len(line.text))
		}
	}
	if files != len(names) {
		t.Errorf("%d files, want %d", files, len(names))
	}
	if got := objectLines(names)[0].text; got != "in ./ a.o b.o" {
		t.Errorf("first line %q", got)
	}
}
