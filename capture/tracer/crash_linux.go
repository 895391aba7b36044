package tracer

import (
	"bytes"
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// crashSignals are the signals that a process brings upon itself by a fault or by giving up.
var crashSignals = map[unix.Signal]bool{
	unix.SIGABRT: true, unix.SIGBUS: true, unix.SIGFPE: true, unix.SIGILL: true, unix.SIGSEGV: true, unix.SIGSYS: true,
	unix.SIGTRAP: true,
}

// endCrashed ends the tree where its first process crashes. The kernel does not: that process is the init of a pid
// namespace, which gets no signal that it has no handler for. For faults there is an exception, but none where the process
// is traced, so that an abort or a fault would be repeated for ever.
// https://github.com/torvalds/linux/commit/eb61b5911
func (p *Process) endCrashed(tid int, t *thread, sig unix.Signal) {
	if !crashSignals[sig] || t.leader(tid) != p.pid || handles(p.pid, sig) {
		return
	}
	p.crash = sig
	_ = unix.Kill(p.pid, unix.SIGKILL) // ESRCH: gone already
}

// handles reports whether a process catches or ignores a signal.
func handles(pid int, sig unix.Signal) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return false
	}
	bit := uint64(1) << (sig - 1)
	return statusMask(text, "SigCgt")&bit != 0 || statusMask(text, "SigIgn")&bit != 0
}

// statusMask reads a set of signals in the text of /proc/PID/status; none where it is missing.
func statusMask(text []byte, name string) uint64 {
	_, rest, _ := bytes.Cut(text, []byte("\n"+name+":"))
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	mask, err := strconv.ParseUint(string(bytes.TrimSpace(line)), 16, 64)
	if err != nil {
		return 0
	}
	return mask
}
