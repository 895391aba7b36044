package diffreport

import "testing"

// TestUnreported: what a loader without a kernel tells is compared. What it does not tell is no difference, but counted:
// of the example two licenses, func_info and line_info, a map's name and contents, that another is frozen, and the data,
// context and changes of a run. Two runs are not compared: one it did not make, of another the kernel did not take the
// input.
func TestUnreported(t *testing.T) {
	ar := readExample(t, "testdata/without-kernel.txtar")
	ref, got := parseForm(t, file(t, ar, "reference")), parseForm(t, file(t, ar, "got"))
	for _, order := range [][2]bool{{false, true}, {true, false}} {
		c := newComparer(ref, got)
		if order[0] { // whichever is the reference
			c = newComparer(got, ref)
		}
		c.compare()
		if n := c.compared; n.Unreported != 10 || n.Uncompared != 2 || n.Runs != 3 || n.Maps != 2 || n.Programs != 2 {
			t.Errorf("%+v", n)
		}
		if have, want := describe(c.differences()), file(t, ar, "want"); !order[0] && have != want {
			t.Errorf("differences:\n%swant:\n%s", have, want)
		}
	}
	if d := Compare(got, got); len(d) > 0 {
		t.Errorf("it differs from itself:\n%s", describe(d))
	}
}
