package host

import (
	"slices"
	"testing"

	protobuf "google.golang.org/protobuf/proto"

	"difftest/capture"
	"difftest/object"
)

// TestNamesThatAreNoUTF8: a damaged object's names do not keep a plugin from being asked for the rest of it.
func TestNamesThatAreNoUTF8(t *testing.T) {
	facts := &object.Facts{Funcs: []object.Func{
		{Name: "good", Section: "fentry/vfs_read"}, {Name: "bad\xff", Section: "fentry/vfs_read"},
		{Name: "other", Section: "fentry/\xff"},
	}}
	obj := &Object{Object: capture.Object{Path: "x.o", Facts: facts}, Abs: "/x.o"}
	req := request(obj, nil)
	if _, err := protobuf.Marshal(req); err != nil {
		t.Error(err)
	}
	if len(req.AttachTargets) != 1 || req.AttachTargets["good"] != "vfs_read" {
		t.Errorf("attach targets %q", req.AttachTargets)
	}
	r := &recorder{reg: Registration{Capabilities: []string{"program_selection"}}}
	refused := capture.Load{Answer: capture.Answer{Outcome: capture.Rejected, Call: "load"}}
	left := r.remaining(&capture.Recording{Object: obj.Object, Loads: []capture.Load{refused}})
	if want := []string{"good", "other"}; !slices.Equal(left, want) {
		t.Errorf("asked for %q, want %q", left, want)
	}
}
