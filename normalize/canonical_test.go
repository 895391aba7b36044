package normalize_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"difftest/capture"
	"difftest/normalize"
)

// TestForms compares whole forms with those in testdata/forms.
func TestForms(t *testing.T) {
	paths, err := filepath.Glob("testdata/forms/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, path := range paths {
		e := readExample(t, path)
		script := e.text("recording")
		if script == "" {
			continue // TestStages
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			_, text := show(t, script, normalize.Options{})
			e.golden(t, "form", text)
			_, raw := show(t, script, normalize.Options{Raw: true})
			e.golden(t, "raw", raw)
		})
	}
}

// TestProbes compares what is told of probes and retries with the example.
func TestProbes(t *testing.T) {
	e := readExample(t, "testdata/probes/probes.txtar")
	rec := recording(t, e.text("recording"))
	var b strings.Builder
	if err := normalize.WriteProbes(&b, rec); err != nil {
		t.Fatal(err)
	}
	e.golden(t, "probes", b.String())
	form, err := normalize.Canonical(rec, normalize.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(normalize.Probes(rec)); n == 0 || n != form.Counts.Probes+form.Counts.Retries {
		t.Errorf("%d probes and retries, the form counts %+v", n, form.Counts)
	}
}

// TestStages checks the stage of each way in which a load may end; the file's name begins with it.
func TestStages(t *testing.T) {
	e := readExample(t, "testdata/forms/stages.txtar")
	for _, f := range e.archive.Files {
		if f.Name == "common" {
			continue
		}
		form, _ := show(t, e.text("common")+string(f.Data), normalize.Options{})
		want, _, _ := strings.Cut(f.Name, ",")
		if want == "btf was refused but not missed" {
			want = string(normalize.StageRelocate)
		}
		if string(form.Stage) != want {
			t.Errorf("%s: stage %s", f.Name, form.Stage)
		}
		if form.Stage != normalize.StageOpen && form.Stage != normalize.StageRelocate && form.Errno == 0 {
			t.Errorf("%s: no errno", f.Name)
		}
	}
}

// TestOutcomes checks that only a rejected load has a stage.
func TestOutcomes(t *testing.T) {
	for _, outcome := range []capture.Outcome{capture.Loaded, capture.Unsupported, capture.Broken} {
		rec := &capture.Recording{Loads: []capture.Load{{Answer: capture.Answer{Outcome: outcome, Message: "words"}}}}
		form, err := normalize.Canonical(rec, normalize.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if form.Outcome != outcome || form.Stage != "" || form.Errno != 0 || form.Message != "words" {
			t.Errorf("%s: %+v", outcome, form)
		}
	}
}

func TestIdentify(t *testing.T) {
	rec := recording(t, readExample(t, "testdata/forms/single-loads.txtar").text("recording"))
	var got []string
	for _, p := range normalize.Identify(rec) {
		got = append(got, p.Name+" "+string(rune('0'+p.Load))+" "+p.Type.String())
	}
	want := []string{"bad 0 BPF_PROG_TYPE_XDP", "good 1 BPF_PROG_TYPE_XDP", "pulled_in 2 BPF_PROG_TYPE_XDP"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if normalize.Identify(nil) != nil || normalize.Classify(nil) != nil || normalize.KernelTypeIDs(nil) != nil {
		t.Error("something is found in no recording")
	}
}

func TestClassify(t *testing.T) {
	e := readExample(t, "testdata/rules/probes-and-retries.txtar")
	script := e.text("common") + e.text("same") + "map 30 name=x type=array key=4 value=4 entries=1\nown\n" +
		"map 31 name=x type=array key=4 value=4 entries=1\noutside\n"
	var got []string
	for _, class := range normalize.Classify(recording(t, script))[0] {
		got = append(got, string(class))
	}
	want := strings.Fields("probe probe probe probe retry object retry object retry retry own outside")
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestKernelTypeIDs(t *testing.T) {
	e := readExample(t, "testdata/rules/kernel-ids.txtar")
	got := normalize.KernelTypeIDs(recording(t, e.text("common")+e.text("recording")))
	if want := []uint32{100, 102, 103, 900}; !slices.Equal(got, want) {
		t.Errorf("%d, want %d", got, want)
	}
}

// full fails every write.
type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteTextFails(t *testing.T) {
	form, _ := show(t, readExample(t, "testdata/forms/contents.txtar").text("recording"), normalize.Options{})
	if err := form.WriteText(full{}); !errors.Is(err, errFull) {
		t.Errorf("error %v, want %v", err, errFull)
	}
}
