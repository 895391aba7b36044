package host

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"slices"

	"difftest/capture"
	"difftest/capture/progrun"
	"difftest/capture/tracer"
	"difftest/diffreport"
	"difftest/normalize"
	"difftest/uapi"
)

const (
	// searchBatch is how many inputs are tried on one side before the other.
	searchBatch = 64
	// maxByChance is how many inputs of a program may turn out to separate by chance before it is given up: it varies by
	// itself.
	maxByChance = 3
)

// A pairSearch searches the programs of one object, loaded by the reference and by a loader, for inputs on which they part.
type pairSearch struct {
	ctx      context.Context
	obj      *Object
	settings searchSettings
	judge    judgeFunc
	sides    [2]*searchSide // the reference's first
	out      searched
	names    int // inputs named so far
}

// searchSide is one loader's side of a search.
type searchSide struct {
	recorder *recorder
	runs     *testRunner
	record   *capture.Recording // to which runs are added
	form     *normalize.Form

	traced  *tracer.Load // what is loaded now
	release func()
	progs   map[string]normalize.Identified
}

// search implements searcher.
func (w *kernelWorker) search(
	ctx context.Context, column int, obj *Object, settings searchSettings, judge judgeFunc,
) (searched, bool) {
	if w.runs == nil {
		return searched{}, false
	}
	if w.otherRuns == nil {
		w.otherRuns = &testRunner{self: w.runs.self}
	}
	s := &pairSearch{ctx: ctx, obj: obj, settings: settings, judge: judge, sides: [2]*searchSide{
		{recorder: w.recorders[0], runs: w.runs}, {recorder: w.recorders[column], runs: w.otherRuns},
	}}
	for i, col := range []int{0, column} {
		side := s.sides[i]
		side.record = w.record(ctx, col, obj)
		form, err := normalize.Canonical(side.record, normalize.Options{})
		if err != nil {
			return searched{}, false
		}
		side.form = form
		defer side.free()
	}
	s.out.ref, s.out.got = s.sides[0].record, s.sides[1].record
	for _, p := range judge(s.out.ref, s.out.got).Programs {
		if p.Run == diffreport.RunSame && ctx.Err() == nil {
			s.program(p.Name)
		}
	}
	return s.out, true
}

// fresh loads the object anew.
func (s *searchSide) fresh(ctx context.Context, obj *Object) bool {
	s.free()
	rec := &capture.Recording{Object: s.record.Object, Target: s.record.Target, Loader: s.record.Loader}
	if s.traced, s.release = s.recorder.open(ctx, rec, obj, nil); s.traced == nil {
		return false
	}
	programs, maps := normalize.IdentifyAll(rec)
	if !s.runs.start(ctx, rec, nil) {
		return false
	}
	s.progs = map[string]normalize.Identified{}
	for _, p := range programs {
		s.progs[p.Name] = p
	}
	s.runs.runner.Watch(s.recorder.watched(rec, maps, s.traced), rec.Target.CPUs)
	return true
}

// free lets go of what is loaded.
func (s *searchSide) free() {
	if s.release == nil {
		return
	}
	if s.runs.runner != nil {
		s.runs.runner.Forget()
	}
	s.release()
	s.release, s.traced = nil, nil
}

// run runs a program on inputs. It returns nil if it could not.
func (s *searchSide) run(program string, inputs []capture.Input) []capture.Run {
	p := s.progs[program]
	method, ok := s.recorder.method(p)
	if !ok {
		return nil
	}
	fd, ok := s.traced.FD(capture.KindProg, p.ID)
	if !ok {
		return nil
	}
	runs := s.runs.runner.Run(uapi.FD(fd), method, inputs)
	if slices.ContainsFunc(runs, func(r capture.Run) bool { return r.Status == capture.RunNotMade }) {
		return nil
	}
	for i := range runs {
		runs[i].Program = program
	}
	return runs
}

// freshLoads loads the object anew on both sides.
func (s *pairSearch) freshLoads() bool {
	return s.sides[0].fresh(s.ctx, s.obj) && s.sides[1].fresh(s.ctx, s.obj)
}

// freshRuns loads the object anew on both sides and runs a program on inputs.
func (s *pairSearch) freshRuns(program string, inputs []capture.Input) (runs [2][]capture.Run, ok bool) {
	if !s.freshLoads() {
		return runs, false
	}
	for i, side := range s.sides {
		if runs[i] = side.run(program, inputs); runs[i] == nil {
			return runs, false
		}
	}
	return runs, true
}

// tried is an input that was tried, with what it was made of.
type tried struct{ in, base capture.Input }

// program searches one program: it tries batches of inputs on both sides, with maps that hold what the inputs before left,
// until a result parts and does so again from the beginning.
func (s *pairSearch) program(name string) {
	id := fnv.New64a()
	fmt.Fprint(id, s.obj.SHA256, name)
	if !s.freshLoads() {
		return
	}
	p := s.sides[0].progs[name]
	method, ok := progrun.Find(p.Type, p.Attach)
	if !ok || !method.CanVary() {
		return
	}
	s.out.programs++
	words := wordsOf(name, s.sides[0].form, s.sides[1].form)
	source := method.NewSource(s.settings.seed^id.Sum64(), nil, words)
	var history []tried
	for varying := 0; len(history) < s.settings.inputs && varying < maxByChance && s.ctx.Err() == nil; {
		batch := make([]tried, min(searchBatch, s.settings.inputs-len(history)))
		for i := range batch {
			batch[i].in, batch[i].base = source.Next()
		}
		parts := s.parts(name, batch)
		s.out.inputs += len(batch)
		switch {
		case parts < 0:
			return
		case parts == len(batch):
			history = append(history, batch...)
			continue
		}
		history = append(history, batch[:parts+1]...)
		if s.settle(name, method, history) {
			s.out.found++
			return
		}
		varying++
		if !s.freshLoads() {
			return
		}
	}
}

// parts runs a batch on both sides and returns the first input on which they part, the number of inputs if there is none,
// and less than 0 if it could not be run.
func (s *pairSearch) parts(name string, batch []tried) int {
	inputs := inputsOf(batch)
	ref, got := s.sides[0].run(name, inputs), s.sides[1].run(name, inputs)
	if ref == nil || got == nil {
		return -1
	}
	for i := range inputs {
		if !sameRun(ref[i], got[i]) {
			return i
		}
	}
	return len(batch)
}

// sameRun reports whether two runs came to the same, byte by byte.
func sameRun(a, b capture.Run) bool {
	return a.Status == b.Status && a.Errno == b.Errno && a.Retval == b.Retval && bytes.Equal(a.DataOut, b.DataOut) &&
		bytes.Equal(a.CtxOut, b.CtxOut) && slices.EqualFunc(a.Changes, b.Changes, func(x, y capture.Change) bool {
		return x.Map == y.Map && bytes.Equal(x.Key, y.Key) && bytes.Equal(x.Value, y.Value) && x.Gone == y.Gone
	})
}
