package diffreport

import (
	"bytes"
	"io"
	"testing"
)

// exampleIssue is the first difference with something to say of most kinds.
func exampleIssue(t *testing.T, report *Report) Issue {
	t.Helper()
	for i := range report.Results {
		r := &report.Results[i]
		for j, d := range r.Differences {
			if d.Security && d.IsCause() {
				return Issue{
					Report: report, Place: Place{r, j}, SHA256: "0123abcd", Reason: "it takes none for GPL",
					Upstream: "https://example.org/1",
					Conventions: []IssueConvention{
						{"LIC-01", "license section", "Missing is empty.", "https://example.org/libbpf.c#L1"},
					},
					Files: [][2]string{{"license.o", "the object"}},
				}
			}
		}
	}
	t.Fatal("no example of security")
	return Issue{}
}

// TestIssue holds the text for maintainers to what it was before.
func TestIssue(t *testing.T) {
	golden(t, "issue.md", exampleReport(t), func(w io.Writer, r *Report) error { return WriteIssue(w, exampleIssue(t, r)) })
}

// TestIssueOfLittle: what is not known leaves no empty headings.
func TestIssueOfLittle(t *testing.T) {
	report := exampleReport(t)
	issue := exampleIssue(t, report)
	issue.Reason, issue.Upstream, issue.Conventions, issue.Files = "", "", nil, nil
	var buf bytes.Buffer
	if err := WriteIssue(&buf, issue); err != nil {
		t.Fatal(err)
	}
	for _, heading := range []string{"## Why", "## Files", "## What libbpf does", "Reported already"} {
		if bytes.Contains(buf.Bytes(), []byte(heading)) {
			t.Errorf("%q with nothing below it", heading)
		}
	}
	w := failingWriter(10)
	if err := WriteIssue(&w, issue); err == nil {
		t.Error("no error from a writer that fails")
	}
}
