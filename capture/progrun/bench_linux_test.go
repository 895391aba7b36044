package progrun

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/uapi"
)

// BenchmarkRun measures what runs in a runner cost over the kernel's own time: all inputs of a program that uses maps of
// four kinds and changes one, against the same test runs made in this process. CPU time is that of both processes; wall
// time is more on a busy machine.
func BenchmarkRun(b *testing.B) {
	r := start(b, Limits{})
	kind := uapi.BPF_PROG_TYPE_SCHED_CLS
	method, _ := Find(kind, 0)
	inputs := method.Inputs(Extra{})
	var maps []Map
	var use program
	for _, m := range []struct {
		name string
		attr uapi.MapCreateAttr
	}{
		{".bss", uapi.MapCreateAttr{MapType: uapi.BPF_MAP_TYPE_ARRAY, KeySize: 4, ValueSize: 256, MaxEntries: 1}},
		{"array", uapi.MapCreateAttr{MapType: uapi.BPF_MAP_TYPE_ARRAY, KeySize: 4, ValueSize: 8, MaxEntries: 256}},
		{"hash", uapi.MapCreateAttr{MapType: uapi.BPF_MAP_TYPE_HASH, KeySize: 4, ValueSize: 8, MaxEntries: 1024}},
		{"events", uapi.MapCreateAttr{MapType: uapi.BPF_MAP_TYPE_RINGBUF, MaxEntries: 4096}},
	} {
		fd, err := uapi.MapCreate(&m.attr)
		if err != nil {
			b.Fatal(err)
		}
		defer unix.Close(int(fd))
		maps = append(maps, Map{Name: m.name, FD: int(fd)})
		use = append(use, loadMap(1, fd)...)
	}
	prog := load(b, kind, concat(use, counting(uapi.FD(maps[0].FD), 0), ending))
	r.Watch(maps, 1)
	r.Run(prog, method, inputs)
	here := newBaseline(b, maps, prog, method)
	clock := int32(^r.process.cmd.Process.Pid<<3 | 2)
	var observed, runs, reads, cpu time.Duration
	for b.Loop() {
		ours, theirs := cpuTime(b, unix.CLOCK_PROCESS_CPUTIME_ID), cpuTime(b, clock)
		begin := time.Now()
		for _, run := range r.Run(prog, method, inputs) {
			if run.Status == capture.RunNotMade {
				b.Fatal(run.Problem)
			}
		}
		observed += time.Since(begin)
		cpu += cpuTime(b, unix.CLOCK_PROCESS_CPUTIME_ID) - ours + cpuTime(b, clock) - theirs
		ran, read := here.all(b, prog, inputs)
		runs, reads = runs+ran, reads+read
	}
	for name, d := range map[string]time.Duration{
		"observed": observed, "runs": runs, "reads": reads, "over": observed - runs - reads, "cpu": cpu,
	} {
		b.ReportMetric(float64(d.Nanoseconds())/1000/float64(b.N), name+"-us/program")
	}
	b.ReportMetric(float64(len(inputs)), "inputs/program")
	b.ReportMetric(0, "ns/op")
}

// baseline makes the same test runs, and reads the same maps, in this process.
type baseline struct {
	server server
	req    runRequest
}

func newBaseline(b *testing.B, maps []Map, prog uapi.FD, method *Method) *baseline {
	var fds []uapi.FD
	for _, m := range maps {
		fd, err := unix.FcntlInt(uintptr(m.FD), unix.F_DUPFD_CLOEXEC, 0)
		if err != nil {
			b.Fatal(err)
		}
		fds = append(fds, uapi.FD(fd))
	}
	w, reasons := newWatcher(fds, 1)
	b.Cleanup(w.close)
	for _, reason := range reasons {
		if reason != "" {
			b.Fatal(reason)
		}
	}
	w.use(usedMaps(prog))
	return &baseline{
		server: server{data: make([]byte, maxData), ctx: make([]byte, maxContext), watch: w},
		req:    runRequest{dataOut: method.dataOut, ctxOut: method.ctxOut},
	}
}

// all returns the time that the kernel took to run the program on all inputs, and to answer what the maps hold.
func (l *baseline) all(b *testing.B, prog uapi.FD, inputs []capture.Input) (runs, reads time.Duration) {
	for i, in := range inputs {
		begin := time.Now()
		l.server.testRun(prog, &l.req, in)
		middle := time.Now()
		if _, err := l.server.watch.look(i == len(inputs)-1); err != nil {
			b.Fatal(err)
		}
		runs, reads = runs+middle.Sub(begin), reads+time.Since(middle)
	}
	return runs, reads
}

// cpuTime is the CPU time that a clock has counted.
func cpuTime(b *testing.B, clock int32) time.Duration {
	var now unix.Timespec
	if err := unix.ClockGettime(clock, &now); err != nil {
		b.Fatal(err)
	}
	return time.Duration(now.Nano())
}
