package corpus

import (
	"reflect"
	"strings"
	"testing"
)

func TestVariants(t *testing.T) {
	for _, tt := range []struct {
		section Section
		want    []string // object, name and conventions of each
	}{
		{Section{ID: "SEC-059", Name: "xdp"}, []string{
			"xdp-canonical xdp SEC-059", "xdp-target xdp/x SEC-112", "xdp-letters xdp_x SEC-113", "xdp-optional ?xdp SEC-115",
		}},
		{Section{ID: "SEC-042", Name: "fentry.s+", Target: "f", NeedsTarget: true}, []string{
			"fentry.s-canonical fentry.s/f SEC-042", "fentry.s-bare fentry.s SEC-110 ATT-03",
			"fentry.s-letters fentry.s_x SEC-113", "fentry.s-optional ?fentry.s/f SEC-115",
		}},
		{Section{ID: "SEC-026", Name: "tcx/egress"}, []string{
			"tcx-egress-canonical tcx/egress SEC-026", "tcx-egress-target tcx/egress/x SEC-112",
			"tcx-egress-letters tcx/egress_x SEC-113", "tcx-egress-optional ?tcx/egress SEC-115",
		}},
	} {
		var got []string
		for _, v := range tt.section.Variants() {
			name := strings.TrimSuffix(strings.TrimPrefix(v.Object, "cases/sec/"), ".o")
			got = append(got, name+" "+v.As+" "+strings.Join(v.Conventions, " "))
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.section.Name, got, tt.want)
		}
	}
}

func TestParseSectionsRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", "[[section]]\nid = 'SEC-001'\nname = 'x'\nkind = 1", `unknown key "section.kind"`},
		{"no id", "[[section]]\nname = 'x'", "row 0: id and name"},
		{"no target", "[[section]]\nid = 'SEC-001'\nname = 'x+'", "row 0 (x+): a target"},
		{"target", "[[section]]\nid = 'SEC-001'\nname = 'x'\ntarget = 'y'", "row 0 (x): a target"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ParseSections(tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

// The committed table holds each section convention once, and no two variants are the same case.
func TestCommittedSections(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range AllSections() {
		row, ok := AllConventions().ByID(s.ID)
		if title := "section " + strings.Replace(s.Name, "+", "/...", 1); !ok || row.Title != title {
			t.Errorf("%s: the table of conventions says %q, want %q", s.ID, row.Title, title)
		}
		for _, v := range s.Variants() {
			if seen[v.Object] || seen[v.As] {
				t.Errorf("%s (%s) is twice there", v.Object, v.As)
			}
			seen[v.Object], seen[v.As] = true, true
		}
	}
	if want := 2 * 4 * 105; len(seen) != want {
		t.Errorf("%d objects and names, want %d", len(seen), want)
	}
}
