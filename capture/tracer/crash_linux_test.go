package tracer

import (
	"strings"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// crash raises a signal with its default action, again and again, as abort(3) does where the first has no effect.
func crash(sig unix.Signal) {
	var action [4]uint64 // struct sigaction of the kernel: SIG_DFL
	_, _, _ = unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(sig), uintptr(unsafe.Pointer(&action)), 0, 8, 0, 0)
	for {
		raise(sig)
	}
}

// raise sends the calling thread a signal.
func raise(sig unix.Signal) { _ = unix.Tgkill(unix.Getpid(), unix.Gettid(), sig) }

// A process that gives up or faults ends, though it is the init of a pid namespace and traced.
func TestCrashEndsTree(t *testing.T) {
	for _, tt := range []struct{ child, want string }{
		{"abort", "killed by SIGABRT"},
		{"fault", "killed by SIGSEGV"},
	} {
		t.Run(tt.child, func(t *testing.T) {
			p, _, _ := startChild(t, tt.child)
			select {
			case <-p.Done():
			case <-time.After(20 * time.Second):
				t.Fatal("the child does not end")
			}
			if err := p.Wait(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("wait: %v, want %s", err, tt.want)
			}
		})
	}
}

// A signal that the process catches is its own affair.
func TestCaughtSignalEndsNothing(t *testing.T) {
	p, load, _ := startChild(t, "caught")
	finish(t, p, load, 0)
}
