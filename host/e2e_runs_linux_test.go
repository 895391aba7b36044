package host

import (
	"path/filepath"
	"slices"
	"testing"

	"difftest/capture"
	"difftest/capture/progrun"
	"difftest/corpus"
	"difftest/diffreport"
	"difftest/normalize"
	"difftest/uapi"
)

// TestRunCases: on the reference, runs leave in maps what the objects of the corpus say. Of each type that has a test run
// there is a program that was run so, except where this kernel refuses to load or to run it, which is told with its errno.
func TestRunCases(t *testing.T) {
	shown, refused := map[uapi.ProgType]bool{}, map[uapi.ProgType]int{}
	checked := 0
	for object, byLoader := range run(t).recordings {
		rec := byLoader["libbpf"]
		c := corpus.Case{Object: filepath.Join("../corpus", object)}
		if rec.Object.Facts == nil {
			continue
		}
		if err := c.AddTags(rec.Object.Facts.Tags); err != nil {
			t.Error(err)
		}
		form, err := normalize.Canonical(rec, normalize.Options{})
		if err != nil {
			t.Error(err)
			continue
		}
		types := map[string]uapi.ProgType{}
		for _, p := range normalize.Identify(rec) {
			types[p.Name] = p.Type
		}
		for _, e := range c.Expectations {
			for _, change := range e.Changes {
				run, ok := runOf(form, e.Program, change.Input)
				switch {
				case ok && run.Errno != 0:
					refused[types[e.Program]] = run.Errno
				case !ok || !ended(run, e) || !leaves(run, change.Text):
					t.Errorf("%s: %s on %s: %s, %v, want %s", object, e.Program, run.Input, run.Status, run.Changes, change.Text)
				default:
					shown[types[e.Program]] = true
					checked++
				}
			}
		}
	}
	for _, typ := range progrun.Types() {
		if errno := refused[typ]; !shown[typ] && errno != 0 {
			t.Logf("%v: %s", typ, normalize.ErrnoName(errno))
		} else if !shown[typ] {
			t.Errorf("%v: no case runs and changes a map", typ)
		}
	}
	if len(shown) < 14 || checked < 20 {
		t.Errorf("%d changes of %d types only", checked, len(shown))
	}
}

// ended reports whether a run ended as its program says.
func ended(r normalize.Run, e corpus.Expectation) bool {
	if e.Run != "" {
		return string(r.Status) == e.Run
	}
	return r.Status == capture.RunDone
}

// TestDangerousRuns: programs that kill, rob or overwhelm the process that runs them say so in the report, and disturb no
// other pair.
func TestDangerousRuns(t *testing.T) {
	e := run(t)
	for object, want := range map[string]diffreport.RunSum{
		"cases/run/kills-caller.o":       diffreport.RunDied,
		"cases/run/closes-descriptors.o": diffreport.RunSame,
		"cases/run/sends-packets.o":      diffreport.RunSame,
	} {
		r := e.result(object, "cilium-ebpf")
		if r == nil || len(r.Programs) != 1 || r.Programs[0].Run != want {
			t.Errorf("%s: %+v, want %s", object, r, want)
		}
	}
	for object, byLoader := range e.recordings {
		for loader, rec := range byLoader {
			for _, run := range rec.Runs {
				if run.Status == capture.RunNotMade || run.Status == capture.RunTimedOut {
					t.Errorf("%s by %s: %s on %s: %s: %s", object, loader, run.Program, run.Input, run.Status, run.Problem)
				}
			}
		}
	}
}

// runOf returns the run of a program on an input, on the first if none is named.
func runOf(form *normalize.Form, program, input string) (normalize.Run, bool) {
	i := slices.IndexFunc(form.Runs, func(r normalize.Run) bool {
		return r.Program == program && (input == "" || r.Input == input || r.Input == "")
	})
	if i < 0 {
		return normalize.Run{}, false
	}
	return form.Runs[i], true
}

// leaves reports whether a run changed what text says.
func leaves(r normalize.Run, text string) bool {
	return slices.ContainsFunc(r.Changes, func(c normalize.Change) bool {
		return c.Map+"["+c.Key+"] = "+c.Value == text
	})
}
