package progrun

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

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

// Run runs a program once. It does not fill in the result's Program. The result holds what the program or the kernel
// did, including the end of the runner process; an error means that the program was not run: ErrAbandoned while
// earlier ones cannot be stopped. prog stays the caller's.
func (r *Runner) Run(prog uapi.FD, in Input) (capture.Run, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.slots.take(); err != nil {
		return capture.Run{}, fmt.Errorf("runner: %w", err)
	}
	run, err := r.run(prog, in)
	if r.stuck != nil {
		r.slots.lose(r.stuck)
		r.stuck = nil
	} else {
		r.slots.put()
	}
	return run, err
}

// run calls the process and drops it if it cannot be used again.
func (r *Runner) run(prog uapi.FD, in Input) (capture.Run, error) {
	answer, err := r.call(prog, in)
	run := capture.Run{Input: in.Name}
	switch {
	case errors.Is(err, errTimedOut):
		run.Status = capture.RunTimedOut
		r.drop()
	case errors.Is(err, errEnded):
		run.Status = capture.RunDied
		r.drop()
	case err != nil:
		return capture.Run{}, fmt.Errorf("runner: %w", err)
	case answer.Errno != 0:
		run.Status, run.Errno = capture.RunRefused, int(answer.Errno)
	default:
		run.Status, run.Retval, run.DataOut = capture.RunDone, answer.Retval, answer.Data
	}
	return run, nil
}

// call has the process run the program. A process that went away before it took the request, as one does that an
// earlier program ended late, is replaced once.
func (r *Runner) call(prog uapi.FD, in Input) (reply, error) {
	for again := true; ; again = false {
		if err := r.ensureProcess(); err != nil {
			return reply{}, err
		}
		answer, err := r.process.call(prog, in, r.limits.Run)
		if !errors.Is(err, errNotTaken) {
			return answer, err
		}
		r.drop()
		if !again || r.stuck != nil {
			return reply{}, err
		}
	}
}

// ensureProcess starts a process if there is none.
func (r *Runner) ensureProcess() (err error) {
	switch {
	case r.closed:
		return errors.New("closed")
	case r.process == nil:
		r.process, err = startProcess(context.Background(), r.self, r.limits)
	}
	return err
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
