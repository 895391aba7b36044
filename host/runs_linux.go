package host

import (
	"context"

	"difftest/capture"
	"difftest/capture/progrun"
	"difftest/capture/tracer"
	"difftest/normalize"
	"difftest/uapi"
)

// testRunner makes the test runs of one worker. Its runner process starts when it is first needed.
type testRunner struct {
	self   string
	runner *progrun.Runner
}

// testRuns runs the object's programs of the load that has just been made, by name, each with every input of its type.
// A program that ran in an earlier load of the same recording is not run again.
func (r *recorder) testRuns(ctx context.Context, rec *capture.Recording, traced *tracer.Load) {
	if r.runs == nil {
		return
	}
	done := map[string]bool{}
	for _, run := range rec.Runs {
		done[run.Program] = true
	}
	for _, p := range normalize.Identify(rec) {
		if p.Load != len(rec.Loads)-1 || p.ID == 0 || done[p.Name] {
			continue
		}
		fd, ok := traced.FD(capture.KindProg, p.ID)
		if !ok {
			continue
		}
		rec.Runs = append(rec.Runs, r.runs.program(ctx, p.Name, p.Type, uapi.FD(fd))...)
	}
}

// program runs one program with every input of its type. A run that could not be made because an earlier program still
// hogs the runner is recorded as not made.
func (t *testRunner) program(ctx context.Context, name string, typ uapi.ProgType, fd uapi.FD) []capture.Run {
	inputs := progrun.Inputs(typ)
	if len(inputs) == 0 {
		return []capture.Run{{Program: name, Status: capture.RunNotRunnable}}
	}
	var runs []capture.Run
	for _, in := range inputs {
		run, err := t.once(ctx, fd, in)
		if err != nil {
			run = capture.Run{Input: in.Name, Status: capture.RunNotMade, Problem: err.Error()}
		}
		run.Program = name
		runs = append(runs, run)
	}
	return runs
}

func (t *testRunner) once(ctx context.Context, fd uapi.FD, in progrun.Input) (capture.Run, error) {
	if t.runner == nil {
		var err error
		if t.runner, err = progrun.Start(ctx, t.self, progrun.Limits{}); err != nil {
			return capture.Run{}, err
		}
	}
	return t.runner.Run(fd, in)
}

// close ends the runner process; one that cannot be killed ends with the program that runs in it.
func (t *testRunner) close() {
	if t.runner != nil {
		_ = t.runner.Close()
	}
}
