// Package progrun runs programs with BPF_PROG_TEST_RUN, never in the caller's process: a tested program can end the
// process that runs it, close its descriptors, send packets into its network, or not end at all. Programs run in a
// runner, a sacrificial process with pid, network and mount namespaces of its own that gets descriptors over a socket,
// watches the object's maps for what each run changes, and works under a time limit. What a program returns is an
// observation; nothing here compares.
//
// Start at Runner, and at Method for the table of program types and their inputs. The runner is the caller's own
// executable: its main calls Main when Arg is its first argument.
package progrun

import (
	"errors"
	"time"
)

// Arg is the hidden first argument that makes the host's executable a runner.
const Arg = "__runner"

// ErrAbandoned says that so many programs run in processes that could not be killed that no other may run beside them.
// Each takes a CPU; when one has ended, runs go on.
var ErrAbandoned = errors.New("programs that cannot be stopped are still running")

// Limits are the times that a Runner allows. A field that is 0 stands for its default.
type Limits struct {
	Start time.Duration // from the start of a runner process until it is ready
	Run   time.Duration // one run of a program, in CPU time; it may take ten times as long
	Kill  time.Duration // from the kill of a runner process until it is gone
}

// The defaults of Limits.
const (
	// startLimit is long, since a busy machine is no reason to run nothing.
	startLimit = 10 * time.Second
	// runLimit is above what programs take that mean to end: a bpf_loop of as many rounds as there may be takes 2 s.
	runLimit = 5 * time.Second
	// killLimit is what the kernel takes to end a process, unless a program does not let it.
	killLimit = time.Second
)

// withDefaults returns the limits with no field 0.
func (l Limits) withDefaults() Limits {
	if l.Start == 0 {
		l.Start = startLimit
	}
	if l.Run == 0 {
		l.Run = runLimit
	}
	if l.Kill == 0 {
		l.Kill = killLimit
	}
	return l
}
