package host

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"difftest/capture"
	"difftest/corpus"
	"difftest/diffreport"
	"difftest/internal/bpftest"
)

// breakLimit is how long a load is waited for that may never end: well over what any load of the corpus takes.
const breakLimit = 5 * time.Second

// soundObject is loaded after one that is not.
const soundObject = "cases/malformed/sound-core.o"

func committedCrashes(t *testing.T) []corpus.Crash {
	t.Helper()
	text, err := os.ReadFile("../corpus/crashes.toml")
	if err != nil {
		t.Fatal(err)
	}
	crashes, err := corpus.ParseCrashes(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return crashes
}

// TestNothingBroken: a broken pair of the corpus is a fault of a plugin or of the host, or a crash of a library that is
// in the table of crashes. What is in the table still happens.
func TestNothingBroken(t *testing.T) {
	e := run(t)
	for _, loader := range []string{"cilium-ebpf", "aya"} {
		breaksOn(t, ofLoader(e.report, loader), crashesOf(t, loader), nil)
	}
}

// crashesOf are the objects on which a loader crashes and the reference does not.
func crashesOf(t *testing.T, loader string) map[string]bool {
	t.Helper()
	objects := map[string]bool{}
	for _, c := range committedCrashes(t) {
		if !c.Hidden() && c.Loader == loader {
			objects[c.Object] = true
		}
	}
	return objects
}

// breaksOn holds a run of one loader to the objects on which it always crashes, and those on which it may.
func breaksOn(t *testing.T, report *diffreport.Report, always, sometimes map[string]bool) {
	t.Helper()
	broken := map[string]bool{}
	for _, r := range report.Results {
		object := relative(r.Object)
		if broken[object] = r.Verdict == diffreport.Broken; broken[object] && !always[object] && !sometimes[object] {
			t.Errorf("%s by %s: %s", r.Object, r.Loader, r.Reason)
		}
	}
	for object := range always {
		if !broken[object] {
			t.Errorf("%s: no crash any more", object)
		}
	}
}

// TestReferenceBreaks: where the reference crashes or never comes back, it costs that load and nothing else.
func TestReferenceBreaks(t *testing.T) {
	bpftest.Require(t)
	var sides []diffreport.Side
	for _, c := range committedCrashes(t) {
		if !c.Hidden() {
			continue
		}
		outcomes := map[string]capture.Outcome{}
		loaders, paths := []string{c.Loader}, []string{filepath.Join("../corpus", c.Object), "../corpus/" + soundObject}
		_, err := recordWithin(breakLimit, c.Loader, loaders, paths, func(rec *capture.Recording, _ job) {
			outcomes[relative(rec.Object.Path)] = rec.Loads[0].Answer.Outcome
			if relative(rec.Object.Path) == c.Object {
				sides = append(sides, (&app{}).side(rec))
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if outcomes[c.Object] != capture.Broken || outcomes[soundObject] != capture.Loaded {
			t.Errorf("%s by %s: %v, want it broken, and the next object loaded", c.Object, c.Loader, outcomes)
		}
	}
	if len(sides) == 0 {
		t.Error("none")
	}
	checkGoldens(t, sides, func(object string) bool { return corpus.Crash{Object: object}.Hidden() })
}
