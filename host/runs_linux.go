package host

import (
	"cmp"
	"context"
	"slices"

	"difftest/capture"
	"difftest/capture/progrun"
	"difftest/capture/tracer"
	"difftest/normalize"
	"difftest/uapi"
)

// testRunner makes the test runs of one worker. Its runner process starts when it is first needed.
type testRunner struct {
	self   string
	extra  progrun.Extra // inputs beside the fixed ones
	runner *progrun.Runner
}

// testRuns runs the object's programs of the load that has just been made, by name, each with every input of its type.
// A program that ran in an earlier load of the same recording is not run again. If the load is for the runs of one program
// alone, only that is run.
func (r *recorder) testRuns(ctx context.Context, rec *capture.Recording, traced *tracer.Load) {
	if r.runs == nil {
		return
	}
	if r.reg.WithoutKernel {
		r.reportedRuns(ctx, rec)
		return
	}
	all, maps := normalize.IdentifyAll(rec)
	programs := r.programsToRun(rec, all)
	if len(programs) == 0 || !r.runs.start(ctx, rec, programs) {
		return
	}
	r.runs.runner.Watch(r.watched(rec, maps, traced), r.target.CPUs)
	defer r.runs.runner.Forget()
	r.runEach(rec, programs, func(p normalize.Identified, inputs []capture.Input) []capture.Run {
		fd, _ := traced.FD(capture.KindProg, p.ID)
		method, _ := r.method(p)
		return r.runs.runner.Run(uapi.FD(fd), method, inputs)
	})
	r.runs.noteUnwatched(&rec.Loads[len(rec.Loads)-1], maps)
}

// programsToRun are those of all programs that are of the load that has just been made, by name.
func (r *recorder) programsToRun(rec *capture.Recording, all []normalize.Identified) []normalize.Identified {
	programs := slices.DeleteFunc(all, func(p normalize.Identified) bool {
		return p.Load != len(rec.Loads)-1 || r.only != "" && p.Name != r.only
	})
	slices.SortStableFunc(programs, func(a, b normalize.Identified) int { return cmp.Compare(a.Name, b.Name) })
	return programs
}

// runEach runs each program of the last load on the inputs of its type. Where the maps are to be fresh, all but the
// first are left for later.
func (r *recorder) runEach(
	rec *capture.Recording, programs []normalize.Identified,
	run func(normalize.Identified, []capture.Input) []capture.Run,
) {
	last, ran := len(rec.Loads)-1, false
	for _, p := range programs {
		method, runs := r.method(p)
		if !runs {
			rec.Runs = append(rec.Runs, capture.Run{
				Program: p.Name, Load: last, Status: capture.RunNotRunnable, Errno: p.Errno,
			})
			continue
		}
		if r.fresh && r.only == "" && ran {
			r.later = append(r.later, p.Name)
			continue
		}
		ran = true
		inputs := method.Inputs(r.runs.extra)
		addInputs(rec, inputs)
		for _, made := range run(p, inputs) {
			made.Program, made.Load = p.Name, last
			rec.Runs = append(rec.Runs, made)
		}
	}
}

// freshRuns makes the runs of a case that wants its maps fresh for each program: those of the first program have been made,
// the object is loaded anew for each of the others. The loads are not kept.
func (r *recorder) freshRuns(ctx context.Context, rec *capture.Recording, obj *Object) {
	for _, name := range r.later {
		again := &capture.Recording{Object: rec.Object, Target: rec.Target, Loader: rec.Loader}
		r.only = name
		r.load(ctx, again, obj, nil)
		addInputs(rec, again.Inputs)
		for i, run := range again.Runs {
			run.Anew = i == 0
			rec.Runs = append(rec.Runs, run)
		}
	}
	r.only, r.later = "", nil
}

// method returns how a program is run. runs is false if the kernel did not load it, or has no test run for it that
// executes it.
func (r *recorder) method(p normalize.Identified) (m *progrun.Method, runs bool) {
	m, ok := progrun.Find(p.Type, p.Attach)
	if r.reg.WithoutKernel {
		return m, ok
	}
	return m, ok && p.ID != 0 && m.Runs(r.kernel.typeName(p.Target))
}

// watched lists the object's maps of the last load, with what they hold.
func (r *recorder) watched(
	rec *capture.Recording, maps []normalize.IdentifiedMap, traced *tracer.Load,
) []progrun.Map {
	last := len(rec.Loads) - 1
	var out []progrun.Map
	for _, m := range maps {
		if m.Load != last {
			continue
		}
		if fd, ok := traced.FD(capture.KindMap, m.ID); ok {
			out = append(out, progrun.Map{Name: m.Name, FD: fd, Before: stateOf(rec.Loads[last].Maps, m.ID)})
		}
	}
	return out
}

func stateOf(states []capture.MapState, id uint32) capture.MapState {
	for _, s := range states {
		if s.ID == id {
			return s
		}
	}
	return capture.MapState{Problem: "not read"}
}

// start starts the runner if it does not run. If it cannot be started, the runs that it was to make are recorded as not
// made.
func (t *testRunner) start(ctx context.Context, rec *capture.Recording, programs []normalize.Identified) bool {
	if t.runner != nil {
		return true
	}
	var err error
	if t.runner, err = progrun.Start(ctx, t.self, progrun.Limits{}); err == nil {
		return true
	}
	for _, p := range programs {
		rec.Runs = append(rec.Runs, capture.Run{
			Program: p.Name, Load: p.Load, Status: capture.RunNotMade, Problem: err.Error(),
		})
	}
	return false
}

// noteUnwatched takes note of the maps whose changes were not seen.
func (t *testRunner) noteUnwatched(load *capture.Load, maps []normalize.IdentifiedMap) {
	for name, reason := range t.runner.Unwatched() {
		for _, m := range maps {
			for i := range load.Maps {
				if m.Name == name && load.Maps[i].ID == m.ID {
					load.Maps[i].Unwatched = reason
				}
			}
		}
	}
}

// addInputs adds inputs to those that the recording has.
func addInputs(rec *capture.Recording, inputs []capture.Input) {
	has := make(map[string]bool, len(rec.Inputs))
	for _, in := range rec.Inputs {
		has[in.Name] = true
	}
	for _, in := range inputs {
		if !has[in.Name] {
			has[in.Name] = true
			rec.Inputs = append(rec.Inputs, in)
		}
	}
}

// close ends the runner process; one that cannot be killed ends with the program that runs in it.
func (t *testRunner) close() {
	if t.runner != nil {
		_ = t.runner.Close()
	}
}
