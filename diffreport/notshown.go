package diffreport

import "strings"

// notShown lists the objects of which the target does not show all, with what it lacks: that they are the same says less.
func (t *textWriter) notShown() {
	last := ""
	for _, r := range t.report.Results {
		if len(r.NotShown) > 0 && r.Object != last {
			t.printf("not shown here: %s needs %s\n", r.Object, strings.Join(r.NotShown, ", "))
			last = r.Object
		}
	}
}
