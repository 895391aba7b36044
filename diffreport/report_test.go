package diffreport

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"difftest/capture"
	"difftest/normalize"
)

// side makes the recording that a form might come from.
func side(object, loader, version string, form *normalize.Form) Side {
	return Side{Form: form, Recording: &capture.Recording{
		Object: capture.Object{Path: object}, Loader: capture.Loader{Name: loader, Version: version},
		Target: capture.Target{Kernel: "6.18.44", Arch: "amd64", CPUs: 2},
		Loads:  []capture.Load{{Answer: capture.Answer{Outcome: form.Outcome}}},
	}}
}

// exampleHooks explain and excuse a few of the examples.
var exampleHooks = Hooks{
	Explain: func(object string, d Difference) []string {
		switch {
		case strings.HasSuffix(d.Key, "max_entries"):
			return []string{"MAP-17"}
		case d.Security:
			return []string{"LIC-01", "PIN-03"}
		}
		return nil
	},
	Known: func(r *Result, d Difference) bool {
		return strings.HasSuffix(r.Object, "/created.o") || d.Key == "map .rodata frozen"
	},
}

// exampleReport judges every example, half of them as aya, and some pairs that come to nothing.
func exampleReport(t testing.TB) *Report {
	t.Helper()
	return exampleReportWith(t, exampleHooks)
}

func exampleReportWith(t testing.TB, hooks Hooks) *Report {
	t.Helper()
	var results []Result
	for _, path := range examples(t) {
		ar := readExample(t, path)
		object := "examples/" + strings.TrimSuffix(filepath.Base(path), ".txtar") + ".o"
		loader, version := "aya", "0.14.0"
		if len(object)%2 == 1 { // so that a new example leaves the others with their loaders
			loader, version = "cilium-ebpf", "0.22.0"
		}
		ref := side(object, "libbpf", "1.7.0", parseForm(t, file(t, ar, "reference")))
		got := side(object, loader, version, parseForm(t, file(t, ar, "got")))
		ref.Form.Counts.Calls, ref.Form.Counts.Probes = 20, 12
		got.Form.Counts.Calls, got.Form.Counts.Probes, got.Form.Counts.Retries = 9, 3, 1
		results = append(results, Judge(ref, got, hooks))
	}
	for object, outcomes := range map[string][2]string{
		"examples/it's broken.o":     {"loaded", "broken: plugin exited: signal: segmentation fault\nbacktrace"},
		"examples/broken-ref.o":      {"broken: no answer in 30s", "loaded"},
		"examples/unsupported.o":     {"loaded", "unsupported: lacks target-btf"},
		"examples/unsupported-ref.o": {"unsupported: lacks globals", "rejected at open"},
	} {
		ref := side(object, "libbpf", "1.7.0", parseForm(t, "outcome "+outcomes[0]))
		got := side(object, "aya", "0.14.0", parseForm(t, "outcome "+strings.ReplaceAll(outcomes[1], "\n", " / ")))
		results = append(results, Judge(ref, got, Hooks{}))
	}
	return NewReport("libbpf", results)
}

// TestReport holds the formats to what they wrote before.
func TestReport(t *testing.T) {
	report := exampleReport(t)
	for name, opts := range map[string]TextOptions{
		"report.txt":         {},
		"report-verbose.txt": {Verbose: true},
		"report-limit.txt":   {Limit: 2},
		"report-color.txt":   {Color: true},
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, report, Formats(Options{Text: opts})["text"]) })
	}
	for kind, name := range map[string]string{
		"json": "report.json", "junit": "report.xml", "markdown": "report.md", "csv": "report.csv",
		"github": "report-github.txt",
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, report, Formats(Options{})[kind]) })
	}
}

// golden compares what format writes with a file.
func golden(t *testing.T, name string, report *Report, format Format) {
	t.Helper()
	var buf, again bytes.Buffer
	if err := format(&buf, report); err != nil {
		t.Fatal(err)
	}
	if err := format(&again, exampleReport(t)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(buf.Bytes(), again.Bytes()) {
		t.Errorf("%s: not the same twice", name)
	}
	path := filepath.Join("testdata", name)
	if *update {
		writeFile(t, path, buf.Bytes())
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(buf.Bytes(), want) {
		t.Errorf("%s changed:\n%s", name, buf.Bytes())
	}
}

// TestJSONRoundTrip reads what was written and writes the same again.
func TestJSONRoundTrip(t *testing.T) {
	var first, second bytes.Buffer
	report := exampleReport(t)
	if err := WriteJSON(&first, report); err != nil {
		t.Fatal(err)
	}
	text := first.String()
	read, err := ReadJSON(&first)
	if err != nil {
		t.Fatal(err)
	}
	if err := WriteJSON(&second, read); err != nil {
		t.Fatal(err)
	}
	if second.String() != text {
		t.Error("what was read is written otherwise")
	}
	if !reflect.DeepEqual(read.Totals, report.Totals) || len(read.Results) != len(report.Results) {
		t.Errorf("totals %+v, want %+v", read.Totals, report.Totals)
	}
	if strings.Contains(text, "null") {
		t.Error("the JSON report has a null where the schema has a list")
	}
}

// TestReadJSONRefuses lists what is no report.
func TestReadJSONRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"other schema":  `{"schema": 2, "reference": "libbpf", "results": [], "totals": {}}`,
		"unknown field": `{"schema": 1, "colour": "red"}`,
		"cut off":       `{"schema": 1, "results": [`,
		"no object":     `[]`,
	} {
		if _, err := ReadJSON(strings.NewReader(text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// failingWriter fails after n bytes.
type failingWriter int

func (w *failingWriter) Write(b []byte) (int, error) {
	if *w -= failingWriter(len(b)); *w < 0 {
		return 0, os.ErrClosed
	}
	return len(b), nil
}

// TestFormatsReturnErrors checks that no format swallows what its writer says.
func TestFormatsReturnErrors(t *testing.T) {
	for name, format := range Formats(Options{}) {
		w := failingWriter(100)
		if err := format(&w, exampleReport(t)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
