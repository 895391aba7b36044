package tracer

import (
	"errors"
	"fmt"
	"runtime"

	"golang.org/x/sys/unix"
)

// loop waits for the tree's events until it is gone. __WNOTHREAD keeps it from events of other tracers' processes, and
// whoever starts an ordinary process beside a tracer does it on a thread of its own (see progrun): a thread that has
// forked before it became a tracer's would have more children than the tree. The tree's end is the end of its first
// process, which is the last of its pid namespace to be reported.
func (p *Process) loop() {
	for {
		var ws unix.WaitStatus
		tid, err := unix.Wait4(-1, &ws, unix.WALL|unix.WNOTHREAD, nil)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil { // ECHILD: nothing is left
			return
		}
		if ws.Exited() || ws.Signaled() {
			p.ended(tid, ws)
			if tid == p.pid {
				return
			}
			continue
		}
		if ws.Stopped() {
			p.stopped(tid, ws)
		}
	}
}

// ended forgets a thread. A call that it was in is recorded without a result.
func (p *Process) ended(tid int, ws unix.WaitStatus) {
	if t := p.threads[tid]; t != nil && t.pending != nil {
		t.pending.lose("result", errors.New("the thread ended inside the call: "+describe(ws)))
		p.finish(t.pending)
	}
	delete(p.threads, tid)
	p.leave(tid)
	if fd, ok := p.pidfds[tid]; ok {
		unix.Close(fd)
		delete(p.pidfds, tid)
	}
	switch {
	case tid != p.pid:
	case p.crash != 0:
		p.wait = errors.New("killed by " + unix.SignalName(p.crash))
	case ws.Signaled() || ws.ExitStatus() != 0:
		p.wait = errors.New(describe(ws))
	}
}

// stopped handles one stop and lets the thread run on.
func (p *Process) stopped(tid int, ws unix.WaitStatus) {
	t := p.thread(tid)
	sig := ws.StopSignal()
	var deliver unix.Signal
	switch {
	case sig == unix.SIGTRAP|0x80:
		p.atSyscallStop(tid, t)
	case sig == unix.SIGTRAP && ws.TrapCause() > 0:
		p.atEvent(tid, t, ws.TrapCause())
	case sig == unix.SIGSTOP && !t.started:
		t.started = true // ptrace's own stop of a new thread
	case sig == unix.SIGTRAP && ws.TrapCause() == 0:
		deliver = unix.SIGTRAP
	default:
		deliver = sig
	}
	p.endCrashed(tid, t, deliver)
	resume(tid, t.pending != nil, deliver)
}

// thread returns the record of tid. A new thread's first stop may be reported before its parent's clone event.
func (p *Process) thread(tid int) *thread {
	t := p.threads[tid]
	if t == nil {
		t = &thread{}
		p.threads[tid] = t
		if p.confined {
			p.join(t.leader(tid))
			if len(p.threads) > maxTasks {
				p.overrun(fmt.Sprintf("over %d processes and threads at once", maxTasks))
			}
		}
	}
	return t
}

func (p *Process) atEvent(tid int, t *thread, cause int) {
	switch cause {
	case unix.PTRACE_EVENT_SECCOMP:
		p.atSeccomp(tid, t)
	case unix.PTRACE_EVENT_EXEC:
		// A thread that executes takes over its leader's id; the others are gone. The former id is in the message.
		if former, err := unix.PtraceGetEventMsg(tid); err == nil && int(former) != tid {
			delete(p.threads, int(former))
		}
		*t = thread{tgid: tid, started: true}
	}
}

// atSeccomp is the entry of a bpf(2).
func (p *Process) atSeccomp(tid int, t *thread) {
	info, err := getSyscallInfo(tid)
	// A command may install a filter of its own that answers for bpf(2) in place of ours: the call counts, not the answer.
	if err != nil || info.Op != syscallInfoSeccomp || info.RetData != traceData && !isBPF(info) {
		return // killed meanwhile, or another call, which a filter of the command's own stops at
	}
	later := func() {}
	if p.tamper != nil {
		if info, later = p.tampered(tid, t, info); info == nil {
			return
		}
	}
	t.pending = p.enter(tid, t, info)
	later()
}

// atSyscallStop is the exit of a bpf(2); there is no other reason to stop at one.
func (p *Process) atSyscallStop(tid int, t *thread) {
	c := t.pending
	if c == nil {
		return
	}
	info, err := getSyscallInfo(tid)
	if err == nil && info.Op != syscallInfoExit {
		return // the entry stop that precedes nothing of ours
	}
	t.pending = nil
	if err != nil {
		c.lose("result", err)
	} else {
		p.exit(tid, t, c, info.rval())
	}
	p.finish(c)
}

// isBPF reports whether a call is bpf(2), native or 32-bit.
func isBPF(info *syscallInfo) bool {
	abi := abis[runtime.GOARCH]
	nr := uint32(info.Nr)
	return info.Arch == abi.arch && nr&^x32SyscallBit == abi.nr || info.Arch == abi.compatArch && nr == abi.compatNr
}
