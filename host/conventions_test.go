package host

import (
	"reflect"
	"testing"

	"difftest/capture"
	"difftest/diffreport"
	"difftest/object"
)

// A difference is explained by what its own program, function or map is tagged with, else by the whole case.
func TestConventionsOfDifferences(t *testing.T) {
	rec := &capture.Recording{Object: capture.Object{Path: "none.o", Facts: &object.Facts{Tags: []object.Tag{
		{On: "first", Value: "comment:test_convention=PRG-01"},
		{On: "first", Value: "comment:test_expect_success"},
		{On: "first", Value: "comment:test_convention=PRG-02"},
		{On: "helper", Value: "comment:test_convention=PRG-08"},
		{On: "counts", Value: "comment:test_convention=MAP-17"},
	}}}}
	f := conventions(rec)
	all := []string{"PRG-01", "PRG-02", "PRG-08", "MAP-17"}
	for _, tt := range []struct {
		key  string
		want []string
	}{
		{"map .data value_type", []string{"DAT-13"}},
		{"map .data max_entries", all},
		{"prog first insn 5", []string{"PRG-01", "PRG-02"}},
		{"prog first func helper", []string{"PRG-08"}},
		{"prog first func_info helper linkage", []string{"PRG-08"}},
		{"prog second func_info helper linkage", []string{"PRG-08"}},
		{"prog first func other", []string{"PRG-01", "PRG-02"}},
		{"prog second insn 5", all},
		{"map counts max_entries", []string{"MAP-17"}},
		{"map other [counts]", all},
		{"outcome", all},
		{"", all},
	} {
		if got := f.explain("none.o", diffreport.Difference{Key: tt.key, Got: "not set"}); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q: %v, want %v", tt.key, got, tt.want)
		}
	}
}
