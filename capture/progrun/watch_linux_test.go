package progrun

import (
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/internal/bpftest"
	"difftest/uapi"
)

// rawMethod is how raw tracepoints are run.
func rawMethod(t testing.TB) *Method {
	t.Helper()
	m, ok := Find(uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, 0)
	if !ok {
		t.Fatal("raw tracepoints are not run")
	}
	return m
}

// watchMaps has maps watched, as they are now.
func watchMaps(t *testing.T, r *Runner, cpus int, maps map[string]uapi.FD) {
	t.Helper()
	var list []Map
	for name, fd := range maps {
		list = append(list, Map{Name: name, FD: int(fd), Before: ReadMap(int(fd), cpus)})
	}
	slices.SortFunc(list, func(a, b Map) int { return strings.Compare(a.Name, b.Name) })
	r.Watch(list, cpus)
	t.Cleanup(r.Forget)
}

// texts writes the changes of a run.
func texts(run capture.Run) []string {
	var out []string
	for _, c := range run.Changes {
		value := hex.EncodeToString(c.Value)
		if c.Gone {
			value = "gone"
		}
		out = append(out, fmt.Sprintf("%s %x %s", c.Map, c.Key, value))
	}
	return out
}

func TestWatch(t *testing.T) {
	bpftest.Require(t)
	array := newMap(t, uapi.BPF_MAP_TYPE_ARRAY, 4, 8, 3)
	large := newMap(t, uapi.BPF_MAP_TYPE_ARRAY, 4, 8, 1000)
	hash := newMap(t, uapi.BPF_MAP_TYPE_HASH, 4, 4, 8)
	queue := newMap(t, uapi.BPF_MAP_TYPE_QUEUE, 0, 4, 3)
	stack := newMap(t, uapi.BPF_MAP_TYPE_STACK, 0, 4, 3)
	ring := newMap(t, uapi.BPF_MAP_TYPE_RINGBUF, 0, 0, 4096)
	perf := newMap(t, uapi.BPF_MAP_TYPE_PERF_EVENT_ARRAY, 4, 4, 1)
	other := newMap(t, uapi.BPF_MAP_TYPE_ARRAY, 4, 8, 1)
	update(t, array, 1, []byte{7, 0, 0, 0, 0, 0, 0, 0})
	update(t, hash, 1, []byte{1, 0, 0, 0})
	update(t, hash, 5, []byte{5, 0, 0, 0})
	update(t, other, 0, []byte{9, 0, 0, 0, 0, 0, 0, 0})
	prog := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, concat(program{movReg(6, 1)},
		counting(array, 1), counting(large, 999), setting(hash, 2, 0x22), deleting(hash, 1), setting(hash, 5, 5),
		pushing(queue, 1), pushing(stack, 1), sending(ring, 0xaa), sending(ring, 0xbb), tracing(perf, 0xcc), ending))
	r := start(t, Limits{})
	watchMaps(t, r, 1, map[string]uapi.FD{
		"array": array, "large": large, "hash": hash, "queue": queue, "stack": stack, "ring": ring, "perf": perf,
		"other": other,
	})
	runs := r.Run(prog, rawMethod(t), []capture.Input{{Name: "first"}, {Name: "second"}})
	want := [][]string{{
		"array 01000000 0800000000000000",
		"hash 02000000 22000000", "hash 01000000 gone",
		"perf 0000000000000000 cc000000",
		"queue 00000000 01000000",
		"ring 00000000 aa000000", "ring 01000000 bb000000",
		"stack 00000000 01000000",
	}, {
		"array 01000000 0900000000000000",
		"large e7030000 0200000000000000", // large maps are looked at after the last run
		"perf 0000000000000000 cc000000",
		"queue 01000000 01000000",
		"ring 00000000 aa000000", "ring 01000000 bb000000",
		"stack 01000000 01000000",
	}}
	for i, run := range runs {
		if got := texts(run); run.Status != capture.RunDone || !slices.Equal(got, want[i]) {
			t.Errorf("%s: %s, errno %d\n got %q\nwant %q", run.Input, run.Status, run.Errno, got, want[i])
		}
	}
	if u := r.Unwatched(); len(u) != 0 {
		t.Errorf("not watched: %v", u)
	}
}

// TestUnwatched: what cannot be watched says why.
func TestUnwatched(t *testing.T) {
	bpftest.Require(t)
	r := start(t, Limits{})
	watchMaps(t, r, 1, map[string]uapi.FD{
		"filter": newMap(t, uapi.BPF_MAP_TYPE_BLOOM_FILTER, 0, 4, 8), "array": newMap(t, uapi.BPF_MAP_TYPE_ARRAY, 4, 4, 1),
	})
	raw(t, r, load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, returning(0)))
	if u := r.Unwatched(); len(u) != 1 || u["filter"] == "" {
		t.Errorf("not watched: %v", u)
	}
}

// TestChangesOfTheDead: what a program changed before it ended the process it ran in is known, and what comes after is
// seen against that.
func TestChangesOfTheDead(t *testing.T) {
	bpftest.Require(t)
	array, hash := newMap(t, uapi.BPF_MAP_TYPE_ARRAY, 4, 8, 2), newMap(t, uapi.BPF_MAP_TYPE_HASH, 4, 4, 8)
	update(t, hash, 1, []byte{1, 0, 0, 0})
	update(t, hash, 3, []byte{3, 0, 0, 0})
	good := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, concat(counting(array, 0), ending))
	bad := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, concat(counting(array, 0), setting(hash, 2, 2), deleting(hash, 1), killing))
	r := start(t, Limits{})
	watchMaps(t, r, 1, map[string]uapi.FD{"array": array, "hash": hash})
	steps := []struct {
		prog   uapi.FD
		status capture.RunStatus
		want   []string
	}{
		{good, capture.RunDone, []string{"array 00000000 0100000000000000"}},
		{bad, capture.RunDied, []string{"array 00000000 0200000000000000", "hash 02000000 02000000", "hash 01000000 gone"}},
		{good, capture.RunDone, []string{"array 00000000 0300000000000000"}},
		{bad, capture.RunDied, []string{"array 00000000 0400000000000000"}},
	}
	for i, step := range steps {
		run := raw(t, r, step.prog)
		if got := texts(run); run.Status != step.status || !slices.Equal(got, step.want) {
			t.Errorf("step %d: %s\n got %q\nwant %q", i, run.Status, got, step.want)
		}
	}
}

// closing closes descriptors from one number up to another.
func closing(from, to int32) program {
	var p program
	for fd := from; fd <= to; fd++ {
		p = append(p, movImm(1, fd), callHelper(helperSysClose))
	}
	return append(p, ending...)
}

// TestClosing: a program that closes small descriptors harms nobody. What one came to that closes the runner's own is
// known all the same, and the next run has a new process.
func TestClosing(t *testing.T) {
	bpftest.Require(t)
	array := newMap(t, uapi.BPF_MAP_TYPE_ARRAY, 4, 8, 1)
	syscall := uapi.ProgLoadAttr{ProgType: uapi.BPF_PROG_TYPE_SYSCALL, ProgFlags: uapi.BPF_F_SLEEPABLE}
	small := loadAs(t, syscall, concat(counting(array, 0), closing(0, 20)))
	kept := loadAs(t, syscall, concat(counting(array, 0), closing(keptFrom+1, keptFrom+20)))
	all := loadAs(t, syscall, concat(counting(array, 0), closing(keptFrom, keptFrom+20)))
	method, _ := Find(uapi.BPF_PROG_TYPE_SYSCALL, 0)
	r := start(t, Limits{})
	watchMaps(t, r, 1, map[string]uapi.FD{"array": array})
	for i, step := range []struct {
		prog    uapi.FD
		harmful bool // the runner may end before it can reply, or after
	}{
		{small, false}, {small, false}, {kept, true}, {small, false}, {all, true}, {small, false},
	} {
		runs := r.Run(step.prog, method, []capture.Input{{Name: "none"}})
		want := []string{fmt.Sprintf("array 00000000 %02x00000000000000", i+1)}
		ended := runs[0].Status == capture.RunDone || step.harmful && runs[0].Status == capture.RunDied
		if got := texts(runs[0]); !ended || !slices.Equal(got, want) {
			t.Errorf("step %d: %s, errno %d, %s: %q, want %q", i, runs[0].Status, runs[0].Errno, runs[0].Problem, got, want)
		}
	}
}

// TestOpening: descriptors that a program opens are closed before the next run.
func TestOpening(t *testing.T) {
	bpftest.Require(t)
	r := start(t, Limits{})
	prog := loadAs(t, uapi.ProgLoadAttr{ProgType: uapi.BPF_PROG_TYPE_SYSCALL, ProgFlags: uapi.BPF_F_SLEEPABLE}, ending)
	method, _ := Find(uapi.BPF_PROG_TYPE_SYSCALL, 0)
	before := openFiles(t, r.process.cmd.Process.Pid)
	r.Run(prog, method, []capture.Input{{}, {}})
	if after := openFiles(t, r.process.cmd.Process.Pid); after != before {
		t.Errorf("%d descriptors before, %d after", before, after)
	}
}

// TestSendingPackets: what a program sends stays in the runner's network.
func TestSendingPackets(t *testing.T) {
	bpftest.Require(t)
	prog := load(t, uapi.BPF_PROG_TYPE_SCHED_CLS, concat(
		program{movImm(2, int32(loopback)), movImm(3, 0), callHelper(helperCloneRedirect), exit()}))
	r := start(t, Limits{})
	ours, theirs := sentPackets(t, "self"), sentPackets(t, fmt.Sprint(r.process.cmd.Process.Pid))
	const times = 50
	for range times {
		if got := run(t, r, uapi.BPF_PROG_TYPE_SCHED_CLS, prog, tcp64); got.Status != capture.RunDone || got.Retval != 0 {
			t.Fatalf("%+v", got)
		}
	}
	if n := sentPackets(t, fmt.Sprint(r.process.cmd.Process.Pid)) - theirs; n < times {
		t.Errorf("%d packets of %d in the runner's network", n, times)
	}
	if n := sentPackets(t, "self") - ours; n >= times {
		t.Errorf("%d packets in ours", n)
	}
}

// TestOtherRunnersGoOn: a runner whose program kills it, again and again, disturbs no other.
func TestOtherRunnersGoOn(t *testing.T) {
	bpftest.Require(t)
	bad := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, killing)
	good := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, returning(5))
	first, second := start(t, Limits{}), start(t, Limits{})
	pid := second.process.cmd.Process.Pid
	for range 5 {
		if got := raw(t, first, bad); got.Status != capture.RunDied {
			t.Errorf("killing: %+v", got)
		}
		if got := raw(t, second, good); got.Status != capture.RunDone || got.Retval != 5 {
			t.Errorf("beside it: %+v", got)
		}
	}
	if now := second.process.cmd.Process.Pid; now != pid || unix.Kill(pid, 0) != nil {
		t.Errorf("process %d was replaced by %d", pid, now)
	}
}

// TestOnCPU: a program runs on the CPU that it is asked for, in the runner, whatever else runs there: one that kills the
// process in which it runs kills the runner. A CPU that is not there is refused.
func TestOnCPU(t *testing.T) {
	bpftest.Require(t)
	const helperCPU = 8
	where := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, program{callHelper(helperCPU), exit()})
	bad := load(t, uapi.BPF_PROG_TYPE_RAW_TRACEPOINT, killing)
	r := start(t, Limits{})
	method := rawMethod(t)
	for cpu := range uint32(runtime.NumCPU()) {
		in := []capture.Input{{OnCPU: true, CPU: cpu}, {}}
		runs := r.Run(where, method, in)
		if runs[0].Status != capture.RunDone || runs[0].Retval != cpu || runs[1].Retval != 0 {
			t.Errorf("on CPU %d: %+v", cpu, runs)
		}
		if run := r.Run(bad, method, in[:1])[0]; run.Status != capture.RunDied {
			t.Errorf("killing on CPU %d: %+v", cpu, run)
		}
	}
	run := r.Run(where, method, []capture.Input{{OnCPU: true, CPU: 1000}})[0]
	if run.Status != capture.RunRefused || run.Errno != int(unix.ENXIO) {
		t.Errorf("on no CPU: %+v", run)
	}
}
