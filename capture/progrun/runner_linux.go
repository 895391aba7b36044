package progrun

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/uapi"
)

// A Runner runs programs, one at a time, in a runner process that it replaces when a program ended it or did not end.
// It may be used by several goroutines. A host that wants runs in parallel has several; all of a process together make
// one run less at a time than there are CPUs.
type Runner struct {
	self   string
	limits Limits
	slots  *slots

	mu      sync.Mutex
	process *process        // nil if the next run has to start one
	stuck   <-chan struct{} // closed when the process that this run could not kill has ended; nil if there is none
	closed  bool

	maps    []Map
	beyond  []Map // those above maxMaps, which are not watched
	cpus    int
	reasons []string         // of maps: why each is not watched; empty where it is, nil where that is not known yet
	changes []capture.Change // what all runs since Watch changed
	spoilt  bool             // a program that still runs may change them
}

// A Map is a map whose contents are watched while programs run.
type Map struct {
	Name   string
	FD     int
	Before capture.MapState // what it held when the watch began
}

// Start returns a runner whose first process is ready. self is the path of the executable that calls Main when it is
// given Arg. ctx ends the start, not the runner. The caller closes the runner.
func Start(ctx context.Context, self string, limits Limits) (*Runner, error) {
	r := &Runner{self: self, limits: limits.withDefaults(), slots: cpuSlots}
	var err error
	r.process, err = startProcess(ctx, self, r.limits)
	if err != nil {
		return nil, fmt.Errorf("runner: %w", err)
	}
	return r, nil
}

// Watch names the maps whose changes by the runs to come are wanted, in place of those before. Their descriptors stay
// the caller's, who keeps them open until Forget. Values of per-CPU maps are of cpus CPUs.
func (r *Runner) Watch(maps []Map, cpus int) {
	r.Forget()
	r.mu.Lock()
	defer r.mu.Unlock()
	n := min(len(maps), maxMaps)
	r.maps, r.beyond, r.cpus = maps[:n], maps[n:], cpus
}

// Forget ends the watch. The caller may close the maps then, and nothing of them is left.
func (r *Runner) Forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.maps, r.beyond, r.reasons, r.changes, r.spoilt = nil, nil, nil, nil, false
	if r.process != nil && r.process.watches {
		_ = r.process.ask(askForget, nil, nil) // one that has ended has nothing any more
		r.process.watches = false
	}
}

// Unwatched returns, by name, why changes of a map that was given to Watch are not seen. It is known after a run.
func (r *Runner) Unwatched() map[string]string {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := map[string]string{}
	for _, m := range r.beyond {
		out[m.Name] = fmt.Sprintf("of more than %d maps only so many are", maxMaps)
	}
	for i, reason := range r.reasons {
		if reason != "" {
			out[r.maps[i].Name] = reason
		}
	}
	return out
}

// Why runs are not made after one that did not end.
var (
	errStillRuns = errors.New("a program that shares its maps is still running")
	errEndless   = errors.New("the program did not end on the input before")
)

// Run runs a program on each input, in order. It does not fill in the results' Program and Load. There is one result
// for each input: what the program or the kernel did, including the end of the runner process. One that was not made
// says why: ErrAbandoned while earlier programs cannot be stopped. prog stays the caller's.
func (r *Runner) Run(prog uapi.FD, how *Method, inputs []capture.Input) []capture.Run {
	r.mu.Lock()
	defer r.mu.Unlock()
	var runs []capture.Run
	err := error(errStillRuns)
	if !r.spoilt {
		if err = r.slots.take(); err == nil {
			runs, err = r.run(prog, how, inputs)
			r.release()
		}
	}
	for _, in := range inputs[len(runs):] {
		runs = append(runs, capture.Run{Input: in.Name, Status: capture.RunNotMade, Problem: "runner: " + err.Error()})
	}
	return runs
}

// release gives the slot back, or leaves it to a program that does not end.
func (r *Runner) release() {
	if r.stuck == nil {
		r.slots.put()
		return
	}
	r.slots.lose(r.stuck)
	r.stuck, r.spoilt = nil, true
}

// run makes as many of the runs as it can. If those are not all, the error says why.
func (r *Runner) run(prog uapi.FD, how *Method, inputs []capture.Input) ([]capture.Run, error) {
	var runs []capture.Run
	for stalled := false; len(runs) < len(inputs); {
		before := len(runs)
		err := r.some(prog, how, chunk(inputs[before:]), func(run capture.Run) {
			run.Input = inputs[len(runs)].Name
			runs = append(runs, run)
		})
		switch {
		case r.stuck != nil:
			return runs, errStillRuns
		case len(runs) > before && runs[len(runs)-1].Status == capture.RunTimedOut:
			return runs, errEndless
		case err != nil && !errors.Is(err, errNotTaken):
			return runs, err
		case err != nil && stalled:
			return runs, err
		}
		stalled = len(runs) == before
	}
	return runs, nil
}

// maxChunk is how many bytes of inputs are asked for at once, if they are more than one.
const maxChunk = 4 << 20

// chunk returns the first of some inputs.
func chunk(inputs []capture.Input) []capture.Input {
	size := 0
	for i, in := range inputs {
		if size += len(in.Data) + len(in.Ctx) + len(in.State); size > maxChunk && i > 0 {
			return inputs[:i]
		}
	}
	return inputs
}

// some makes runs until all are made or the process has to be replaced. A process that went away before it took the
// request, as one does that an earlier program ended late, is errNotTaken.
func (r *Runner) some(prog uapi.FD, how *Method, inputs []capture.Input, done func(capture.Run)) error {
	if err := r.ready(); err != nil {
		return err
	}
	request := runRequest{dataOut: how.dataOut, ctxOut: how.ctxOut, attach: how.attach, inputs: inputs}
	err := r.process.ask(askRun, request.encode(nil), []int{int(prog)})
	if err == nil {
		n := 0
		err = r.process.replies(len(inputs), r.limits.Run, func(body []byte) error {
			n++
			return r.take(body, inputs[n-1], done)
		})
	}
	if err == nil {
		return nil
	}
	r.drop()
	switch {
	case errors.Is(err, errTimedOut):
		if r.stuck == nil {
			r.unseen() // how far it got by then is chance
		}
		done(capture.Run{Status: capture.RunTimedOut, Problem: "what it changed in maps is not known"})
		return nil
	case errors.Is(err, errEnded):
		done(capture.Run{Status: capture.RunDied, Changes: r.unseen()})
		return nil
	case errors.Is(err, errDamaged):
		return nil
	}
	return err
}

// take takes one reply. One of a process that cannot go on is errDamaged, or errNotTaken if the run was not made.
func (r *Runner) take(body []byte, in capture.Input, done func(capture.Run)) error {
	var answer reply
	if err := answer.decode(body); err != nil {
		return fmt.Errorf("%w: %w", errEnded, err)
	}
	if answer.Damaged && answer.Errno == uint32(unix.EBADF) { // the program's own descriptor is gone
		return errNotTaken
	}
	run := r.result(answer, in)
	if !answer.Damaged {
		done(run)
		return nil
	}
	run.Changes = r.unseen()
	done(run)
	return errDamaged
}

// result is what the kernel did on an input.
func (r *Runner) result(answer reply, in capture.Input) capture.Run {
	run := capture.Run{Status: capture.RunDone, Retval: answer.Retval, DataOut: answer.Data, CtxOut: answer.Ctx}
	if answer.Same {
		run.DataOut = in.Data
	}
	if answer.Errno != 0 {
		run = capture.Run{Status: capture.RunRefused, Errno: int(answer.Errno)}
	}
	for _, c := range answer.Changes {
		if c.mapp < len(r.maps) {
			run.Changes = append(run.Changes, capture.Change{
				Map: r.maps[c.mapp].Name, Key: c.key, Value: c.value, Gone: c.gone,
			})
		}
	}
	r.changes = append(r.changes, run.Changes...)
	return run
}

// ready has a process that watches the maps.
func (r *Runner) ready() (err error) {
	if r.closed {
		return errors.New("closed")
	}
	if r.process == nil {
		if r.process, err = startProcess(context.Background(), r.self, r.limits); err != nil {
			return err
		}
	}
	if r.process.watches || len(r.maps) == 0 {
		return nil
	}
	var fds []int
	for _, m := range r.maps {
		fds = append(fds, m.FD)
	}
	if err := r.process.ask(askWatch, binary.LittleEndian.AppendUint32(nil, uint32(r.cpus)), fds); err != nil {
		r.drop()
		return err
	}
	_, body, err := r.process.receive(r.limits.Start)
	if err == nil {
		r.reasons, err = decodeTexts(body)
	}
	if err == nil && len(r.reasons) != len(r.maps) {
		err = fmt.Errorf("%d of %d maps", len(r.reasons), len(r.maps))
	}
	if err != nil { // whatever it is, no program is to blame
		r.drop()
		return fmt.Errorf("watch: %w, %w", errNotTaken, err)
	}
	r.process.watches = true
	return nil
}

// drop kills the process, and everything in its pid namespace with it. If that does not help in time, the process is
// left to itself.
func (r *Runner) drop() {
	p := r.process
	r.process = nil
	p.kill()
	select {
	case <-p.ended:
	case <-time.After(r.limits.Kill):
		r.stuck = p.ended
	}
}

// Close ends the runner's process. It returns ErrAbandoned if that cannot be killed; like one that was abandoned
// earlier, it ends with the program that runs in it.
func (r *Runner) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	if r.process != nil {
		r.drop()
	}
	if r.stuck != nil {
		return ErrAbandoned
	}
	return nil
}
