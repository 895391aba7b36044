package host

import (
	"os"
	"path/filepath"
	"testing"
)

// changedCopy writes a changed copy of an object and returns the object with it in its place. The copy has the same name,
// since libraries name maps by it, and all else is told of the original.
func changedCopy(t *testing.T, obj *Object, change func([]byte) ([]byte, error)) *Object {
	data, err := os.ReadFile(obj.Abs)
	if err != nil {
		t.Fatal(err)
	}
	if data, err = change(data); err != nil {
		t.Fatal(err)
	}
	out := *obj
	out.Abs = filepath.Join(t.TempDir(), filepath.Base(obj.Abs))
	if err := os.WriteFile(out.Abs, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return &out
}
