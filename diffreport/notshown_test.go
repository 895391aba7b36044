package diffreport

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestNotShown: an object that needs what the target lacks is listed by its name, once, in text and JSON; what differs in it
// still differs, and one that needs nothing is not listed.
func TestNotShown(t *testing.T) {
	var results []Result
	for _, loader := range []string{"aya", "cilium-ebpf"} {
		ref, got := side("lacks.o", "libbpf", "1", parseForm(t, formA)), side("lacks.o", loader, "2", parseForm(t, formB))
		got.Recording.Unmet = []string{"cpus 9", "btf"}
		results = append(results, Judge(ref, got, Hooks{}))
	}
	has := side("has.o", "aya", "2", parseForm(t, formB))
	results = append(results, Judge(side("has.o", "libbpf", "1", parseForm(t, formA)), has, Hooks{}))
	report := NewReport("libbpf", results)
	for _, r := range report.Results {
		if r.Verdict != Differs {
			t.Errorf("%s by %s: %s", r.Object, r.Loader, r.Verdict)
		}
	}
	var text strings.Builder
	if err := WriteText(&text, report, TextOptions{}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(text.String(), "not shown here: lacks.o needs cpus 9, btf\n"); n != 1 {
		t.Errorf("listed %d times in\n%s", n, text.String())
	}
	if strings.Contains(text.String(), "not shown here: has.o") {
		t.Errorf("listed although it needs nothing:\n%s", text.String())
	}
	data, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(data), `"not_shown":["cpus 9","btf"]`); n != 2 {
		t.Errorf("%d times in %s", n, data)
	}
}
