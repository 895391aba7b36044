package diffreport

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// written is what a format makes of a report.
func written(t *testing.T, format string, r *Report) string {
	t.Helper()
	var buf bytes.Buffer
	if err := Formats(Options{})[format](&buf, r); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// TestFormatNames tells users of every format that there is.
func TestFormatNames(t *testing.T) {
	var names []string
	for name := range Formats(Options{}) {
		names = append(names, name)
	}
	slices.Sort(names)
	if told := slices.Sorted(slices.Values(FormatNames)); !slices.Equal(names, told) {
		t.Errorf("there are %v, told are %v", names, told)
	}
}

// cellEnd is a "|" that ends a cell.
var cellEnd = regexp.MustCompile(`(^|[^\\])\|`)

// TestMarkdownEscapes keeps tables in shape whatever is in them, and lets no markup through.
func TestMarkdownEscapes(t *testing.T) {
	text := written(t, "markdown", hostileReport())
	if strings.Contains(text, "<script") || strings.Contains(text, "`") && !strings.Contains(text, "\\`") {
		t.Errorf("markup:\n%s", text)
	}
	cells := 0
	for line := range strings.Lines(text) {
		n := len(cellEnd.FindAllString(line, -1))
		switch {
		case !strings.HasPrefix(line, "|"):
			cells = 0
		case cells == 0:
			cells = n
		case n != cells:
			t.Errorf("%d cells, want %d: %s", n, cells, line)
		}
	}
}

// TestMarkdownIsShort holds the summary to the size that it has for one cause.
func TestMarkdownIsShort(t *testing.T) {
	text := written(t, "markdown", syntheticReport(5000))
	if n := strings.Count(text, "\n"); n > 60 {
		t.Errorf("%d lines", n)
	}
}

// TestCSVRoundTrip reads back what was written.
func TestCSVRoundTrip(t *testing.T) {
	r := hostileReport()
	rows, err := csv.NewReader(strings.NewReader(written(t, "csv", r))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := 1
	for _, result := range r.Results {
		want += max(1, len(result.Differences))
	}
	if len(rows) != want {
		t.Errorf("%d rows, want %d", len(rows), want)
	}
	for _, row := range rows {
		if len(row) != len(csvColumns) {
			t.Errorf("%d columns: %q", len(row), row)
		}
	}
}

// annotation is the form of a workflow command.
var annotation = regexp.MustCompile(`^::(error|warning|notice) title=[^,:]+(,file=[^,:]+)?::.+$`)

// TestAnnotations writes one command a line, no more than are shown, and no line that is none.
func TestAnnotations(t *testing.T) {
	for name, r := range map[string]*Report{
		"hostile": hostileReport(), "examples": exampleReport(t), "large": syntheticReport(5000),
	} {
		levels := map[string]int{}
		for line := range strings.Lines(written(t, "github", r)) {
			m := annotation.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
			if m == nil {
				t.Errorf("%s: %q", name, line)
				continue
			}
			levels[m[1]]++
		}
		if levels["error"] > maxAnnotations || levels["warning"] > maxAnnotations || levels["notice"] > 1 {
			t.Errorf("%s: %v", name, levels)
		}
	}
	if text := written(t, "github", NewReport("libbpf", nil)); text != "" {
		t.Errorf("nothing to say, but said: %s", text)
	}
}
