package progrun

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/internal/bpftest"
	"difftest/uapi"
)

// TestMain makes the test binary a runner process where it is started as one.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == Arg {
		time.AfterFunc(time.Hour, func() {}).Stop() // as the host does, the runtime has its poller before main begins
		os.Exit(Main())
	}
	os.Exit(m.Run())
}

// start returns a runner that is closed when the test ends.
func start(t testing.TB, limits Limits) *Runner {
	t.Helper()
	bpftest.Require(t)
	r, err := Start(t.Context(), "/proc/self/exe", limits)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// run runs a program once, as programs of a type are run.
func run(t testing.TB, r *Runner, kind uapi.ProgType, prog uapi.FD, in capture.Input) capture.Run {
	t.Helper()
	method, ok := Find(kind, 0)
	if !ok {
		method = &Method{}
	}
	got := r.Run(prog, method, []capture.Input{in})
	if len(got) != 1 {
		t.Fatalf("%d results", len(got))
	}
	if got[0].Status == capture.RunNotMade {
		t.Fatal(got[0].Problem)
	}
	return got[0]
}

// raw runs a raw tracepoint without arguments.
func raw(t testing.TB, r *Runner, prog uapi.FD) capture.Run {
	t.Helper()
	return run(t, r, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, prog, capture.Input{})
}

func TestRun(t *testing.T) {
	packet := tcp64.Data
	marked := append([]byte{0xaa}, packet[1:]...)
	headless := append(make([]byte, 14), packet[14:]...) // the kernel takes the Ethernet header away and gives zeros back
	done := func(retval uint32, out []byte) capture.Run {
		return capture.Run{Status: capture.RunDone, Retval: retval, DataOut: out}
	}
	refused := func(errno int) capture.Run { return capture.Run{Status: capture.RunRefused, Errno: errno} }
	tests := []struct {
		name string
		kind uapi.ProgType
		prog program
		in   capture.Input
		want capture.Run
	}{
		{"socket filter", uapi.BPF_PROG_TYPE_SOCKET_FILTER, returning(7), tcp64, done(7, headless)},
		{"sched_cls", uapi.BPF_PROG_TYPE_SCHED_CLS, returning(-1), tcp64, done(0xffffffff, packet)},
		{"sched_act", uapi.BPF_PROG_TYPE_SCHED_ACT, returning(0), tcp64, done(0, packet)},
		{"xdp", uapi.BPF_PROG_TYPE_XDP, marking, tcp64, done(2, marked)},
		{"no packet", uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, returning(3), capture.Input{Name: "none"}, done(3, nil)},
		{"packet not wanted", uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, returning(3), tcp64, refused(22)},
		{"packet too short", uapi.BPF_PROG_TYPE_XDP, marking, capture.Input{Name: "short", Data: packet[:4]}, refused(22)},
		{"packet in fragments", uapi.BPF_PROG_TYPE_XDP, marking, tcp9000, done(2, append([]byte{0xaa}, tcp9000.Data[1:]...))},
		{"no test run", uapi.BPF_PROG_TYPE_KPROBE, returning(0), capture.Input{Name: "none"}, refused(524)},
	}
	r := start(t, Limits{})
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := run(t, r, test.kind, load(t, test.kind, test.prog), test.in)
			if got.Input != test.in.Name || got.Status != test.want.Status || got.Errno != test.want.Errno ||
				got.Retval != test.want.Retval || !bytes.Equal(got.DataOut, test.want.DataOut) {
				t.Errorf("got %.500v, want %.500v", got, test.want)
			}
		})
	}
}

// TestDied runs a program that kills the process it runs in, again and again; others run in between.
func TestDied(t *testing.T) {
	r := start(t, Limits{})
	bad := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, killing)
	good := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, returning(5))
	for range 3 {
		if got := raw(t, r, bad); got.Status != capture.RunDied {
			t.Errorf("killing: %+v", got)
		}
		if got := raw(t, r, good); got.Status != capture.RunDone || got.Retval != 5 {
			t.Errorf("returning afterwards: %+v", got)
		}
	}
}

// TestEndedBetweenRuns kills the process while no program runs: no program is blamed.
func TestEndedBetweenRuns(t *testing.T) {
	r := start(t, Limits{})
	good := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, returning(5))
	if err := r.process.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-r.process.ended
	if got := raw(t, r, good); got.Status != capture.RunDone {
		t.Errorf("got %+v", got)
	}
}

// TestTimedOut stops the process, which can still be killed: the next run has a new one.
func TestTimedOut(t *testing.T) {
	r := start(t, Limits{Run: 50 * time.Millisecond})
	good := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, returning(5))
	if err := r.process.cmd.Process.Signal(unix.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	if got := raw(t, r, good); got.Status != capture.RunTimedOut {
		t.Errorf("stopped: %+v", got)
	}
	if got := raw(t, r, good); got.Status != capture.RunDone {
		t.Errorf("afterwards: %+v", got)
	}
}

// TestAbandoned runs a program that outlives SIGKILL by seconds. The host goes on at once, runs nothing meanwhile in
// the slot that the program holds, and has the slot back when the program has ended.
func TestAbandoned(t *testing.T) {
	r := start(t, Limits{Run: 50 * time.Millisecond, Kill: 50 * time.Millisecond})
	r.slots = newSlots(1)
	endless := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, looping(t, 8<<20, 60))
	good := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, returning(5))
	ended := r.process.ended
	begin := time.Now()
	if got := raw(t, r, endless); got.Status != capture.RunTimedOut {
		t.Errorf("endless: %+v", got)
	}
	method, _ := Find(uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, 0)
	r.Watch(nil, 0)
	got := r.Run(good, method, []capture.Input{{}})
	if len(got) != 1 || got[0].Status != capture.RunNotMade || !strings.Contains(got[0].Problem, ErrAbandoned.Error()) {
		t.Errorf("while it runs: %+v, want %v", got, ErrAbandoned)
	}
	select {
	case <-ended:
		t.Error("the host was held up until the program ended")
	default:
	}
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Fatal("the program does not end by itself")
	}
	t.Logf("the program ended after %v", time.Since(begin))
	r.limits = Limits{}.withDefaults() // what comes now ends as fast as the machine lets it
	r.Watch(nil, 0)
	r.slots = newSlots(1) // which is told of the end a little later
	if got := raw(t, r, good); got.Status != capture.RunDone {
		t.Errorf("afterwards: %+v", got)
	}
}

// TestContained looks at what the runner process lives in.
func TestContained(t *testing.T) {
	r := start(t, Limits{})
	proc := fmt.Sprintf("/proc/%d/", r.process.cmd.Process.Pid)
	for _, ns := range []string{"net", "mnt", "pid"} {
		ours, err1 := os.Readlink("/proc/self/ns/" + ns)
		theirs, err2 := os.Readlink(proc + "ns/" + ns)
		if err := errors.Join(err1, err2); err != nil || ours == theirs {
			t.Errorf("namespace %s: ours %s, theirs %s, %v", ns, ours, theirs, err)
		}
	}
	routes, err := os.ReadFile(proc + "net/fib_trie")
	if err != nil || !strings.Contains(string(routes), "127.0.0.1") {
		t.Errorf("loopback is not up: %v\n%s", err, routes)
	}
}

// TestNoLeaks counts descriptors on both sides over many runs, and processes afterwards.
func TestNoLeaks(t *testing.T) {
	r := start(t, Limits{})
	prog := load(t, uapi.BPF_PROG_TYPE_XDP, marking)
	once := func() { run(t, r, uapi.BPF_PROG_TYPE_XDP, prog, tcp64) }
	count := func() string {
		ours, err1 := os.ReadDir("/proc/self/fd")
		theirs, err2 := os.ReadDir(fmt.Sprintf("/proc/%d/fd", r.process.cmd.Process.Pid))
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%d here, %d in the runner", len(ours), len(theirs))
	}
	once()
	before := count()
	for range 200 {
		once()
	}
	if after := count(); after != before {
		t.Errorf("descriptors: %s before, %s after", before, after)
	}
	ended := r.process.ended
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	select {
	case <-ended:
	default:
		t.Error("the process is still there after Close")
	}
	if got := r.Run(prog, &Method{}, []capture.Input{{}}); got[0].Status != capture.RunNotMade {
		t.Errorf("a closed runner runs programs: %+v", got)
	}
}

// TestStartFails gives executables that are no runners.
func TestStartFails(t *testing.T) {
	bpftest.Require(t)
	for _, self := range []string{"/nonexistent", "/bin/true", "/bin/cat"} {
		if r, err := Start(t.Context(), self, Limits{Start: time.Second}); err == nil {
			t.Errorf("%s: started", self)
			r.Close()
		} else {
			t.Log(err)
		}
	}
}
