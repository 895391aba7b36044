package corpus

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const reportRows = `
[[report]]
id = "aya-rs/aya#28"
also = ["aya-rs/aya@35e21ae0"]
title = "padded definitions are refused"
state = "case"
shows = "half of it"
cases = ["cases/reported/aya-28.o"]

[[report]]
id = "cilium/ebpf#1031"
title = "types of modules are not found"
state = "not shown"
reason = "needs a module"
`

func TestParseReported(t *testing.T) {
	got, err := ParseReported(reportRows)
	if err != nil {
		t.Fatal(err)
	}
	want := []Report{
		{
			ID: "aya-rs/aya#28", Also: []string{"aya-rs/aya@35e21ae0"}, Title: "padded definitions are refused",
			State: StateCase, Shows: "half of it", Cases: []string{"cases/reported/aya-28.o"},
		},
		{
			ID: "cilium/ebpf#1031", Title: "types of modules are not found", State: StateNotShown, Reason: "needs a module",
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestParseReportedRefuses(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"unknown key", "shows =", "show =", `unknown key "report.show"`},
		{"no id", `id = "aya-rs/aya#28"`, "", "row 0 (): no id"},
		{"no title", `title = "padded definitions are refused"`, "", "row 0 (aya-rs/aya#28): no title"},
		{"no state", `state = "case"`, "", `state "" is neither`},
		{"unknown state", `"not shown"`, `"unshown"`, `row 1 (cilium/ebpf#1031): state "unshown" is neither`},
		{"no cases", `cases = ["cases/reported/aya-28.o"]`, "", "no cases"},
		{"a reason too many", `shows = "half of it"`, `reason = "x"`, "a reason beside cases"},
		{"no reason", `reason = "needs a module"`, "", "no reason"},
		{"cases too many", `reason = "needs a module"`, "reason = 'x'\ncases = ['y']", "cases beside a reason"},
		{"twice", "cilium/ebpf#1031", "aya-rs/aya#28", "row 1 (aya-rs/aya#28): twice there"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(reportRows, tt.old) {
				t.Fatalf("nothing to replace: %s", tt.old)
			}
			_, err := ParseReported(strings.Replace(reportRows, tt.old, tt.new, 1))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

// reportID is the form of a report's id: a thread, a commit, or what was found by reading source.
var reportID = regexp.MustCompile(`^([\w.-]+/[\w.-]+(#[0-9]+|@[0-9a-f]{7,12})|code:[a-z-]+)$`)

func committedReports(t *testing.T) []Report {
	t.Helper()
	text, err := os.ReadFile("reported.toml")
	if err != nil {
		t.Fatal(err)
	}
	reports, err := ParseReported(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(reports) == 0 {
		t.Fatal("no reports")
	}
	return reports
}

// The table and the corpus say the same: each row's cases name its id, and each id that a case names has a row with it.
func TestCommittedReports(t *testing.T) {
	named := namedReports(t)
	for _, r := range committedReports(t) {
		for _, id := range append([]string{r.ID}, r.Also...) {
			if !reportID.MatchString(id) {
				t.Errorf("%q is no report's id", id)
			}
		}
		if !slices.IsSorted(r.Cases) {
			t.Errorf("%s: cases are not in order", r.ID)
		}
		if got := named[r.ID]; !slices.Equal(got, r.Cases) {
			t.Errorf("%s: cases %q, but those that name it are %q", r.ID, r.Cases, got)
		}
		delete(named, r.ID)
	}
	for id, objects := range named {
		t.Errorf("%s: not in the table, but named by %q", id, objects)
	}
}

// namedReports returns the objects that name each report, in order, without other builds. Each object in cases/reported
// must name one.
func namedReports(t *testing.T) map[string][]string {
	t.Helper()
	objects, err := filepath.Glob("cases/*/*.o")
	if err != nil || len(objects) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	named := map[string][]string{}
	for _, path := range objects {
		if _, ok := otherBuild(path); ok {
			continue
		}
		c, err := LoadCase(path)
		if err != nil {
			t.Error(err)
			continue
		}
		tags, _ := objectTags(path) // a broken object has a side file instead
		if err := c.AddTags(tags); err != nil {
			t.Error(err)
		}
		if len(c.Reports) == 0 && strings.HasPrefix(path, "cases/reported/") {
			t.Errorf("%s: names no report", path)
		}
		for _, id := range c.Reports {
			named[id] = append(named[id], filepath.ToSlash(path))
		}
	}
	return named
}
