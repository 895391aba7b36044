package host

import (
	"fmt"
	"slices"
	"testing"

	"difftest/capture"
	"difftest/capture/progrun"
	"difftest/corpus"
	"difftest/diffreport"
	"difftest/normalize"
	"difftest/uapi"
)

// TestRunCases: on the reference, runs return and leave in maps what the objects of the corpus say. Of each kind of
// program that has a test run there is one that was run so, except where this kernel refuses to load or to run it, which
// is told with its errno.
func TestRunCases(t *testing.T) {
	shown, refused := map[progrun.Kind]int{}, map[progrun.Kind]int{}
	for object, byLoader := range run(t).recordings {
		rec := byLoader["libbpf"]
		var c corpus.Case
		if err := c.AddTags(factsOf(rec).Tags); err != nil {
			t.Error(err)
		}
		form, err := normalize.Canonical(rec, normalize.Options{})
		if err != nil {
			t.Error(err)
			continue
		}
		kinds, want := map[string]progrun.Kind{}, expectedRetvals(t, rec)
		for _, p := range normalize.Identify(rec) {
			kinds[p.Name], _ = progrun.KindOf(p.Type, p.Attach)
		}
		for _, e := range c.Expectations {
			for _, change := range e.Changes {
				run, ok := runOf(form, e.Program, change.Input)
				got := resultText(run.Status, run.Retval)
				switch {
				case ok && run.Errno != 0:
					refused[kinds[e.Program]] = run.Errno
				case !ok || change.Input == "" && got != want[e.Program] || !leaves(run, change.Text):
					t.Errorf("%s: %s on %s: %s, %v, want %s, %s", object, e.Program, run.Input, got, run.Changes,
						want[e.Program], change.Text)
				case run.Status == capture.RunDone:
					shown[kinds[e.Program]]++
				}
			}
		}
	}
	checked := 0
	for _, kind := range progrun.Kinds() {
		switch errno := refused[kind]; {
		case (errno == 0) == (shown[kind] == 0): // neither is no case; both is one that is refused without need
			t.Errorf("%v: %d changes shown, refused with %s", kind, shown[kind], normalize.ErrnoName(errno))
		case errno != 0:
			t.Logf("%v: %s", kind, normalize.ErrnoName(errno))
		}
		checked += shown[kind]
	}
	if len(shown) < 14 || checked < 20 {
		t.Errorf("%d changes of %d kinds only", checked, len(shown))
	}
}

// TestNotRunnable: of each program of the corpus that is given to the kernel it is told what came of running it; of one
// that was not loaded or that has no test run, that it is not runnable, with the errno of the refusal.
func TestNotRunnable(t *testing.T) {
	types := map[uapi.ProgType]int{}
	for object, byLoader := range run(t).recordings {
		rec := byLoader["libbpf"]
		for _, p := range normalize.Identify(rec) {
			i := slices.IndexFunc(rec.Runs, func(r capture.Run) bool { return r.Program == p.Name })
			if i < 0 {
				t.Errorf("%s: nothing is told of running %s", object, p.Name)
				continue
			}
			_, ok := progrun.KindOf(p.Type, p.Attach)
			switch r := rec.Runs[i]; {
			case r.Status == capture.RunNotRunnable && r.Errno == p.Errno:
				types[p.Type]++
			case r.Status == capture.RunNotRunnable || p.ID == 0 || !ok:
				t.Errorf("%s: %s: %s, errno %d; the load's is %d", object, p.Name, r.Status, r.Errno, p.Errno)
			}
		}
	}
	t.Logf("not runnable: %v", types)
	for _, typ := range []uapi.ProgType{uapi.BPF_PROG_TYPE_KPROBE, uapi.BPF_PROG_TYPE_TRACING, uapi.BPF_PROG_TYPE_LSM} {
		if types[typ] == 0 {
			t.Errorf("no %v", typ)
		}
	}
}

// resultText says how a run ended: the value that it returned, if it did.
func resultText(status capture.RunStatus, retval uint32) string {
	if status == capture.RunDone {
		return fmt.Sprint(retval)
	}
	return string(status)
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
