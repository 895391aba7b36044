package progrun

import (
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/uapi"
)

// BenchmarkRun measures what a run in a runner costs over the kernel's own time: all inputs of one program, with maps of
// an object watched, against the same test runs made in this process.
func BenchmarkRun(b *testing.B) {
	r := start(b, Limits{})
	kind := uapi.BPF_PROG_TYPE_SCHED_CLS
	prog := load(b, kind, returning(0))
	method, _ := Find(kind, 0)
	inputs := method.Inputs(Extra{})
	var maps []Map
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
	}
	r.Watch(maps, 1)
	observed, kernel, cpu := time.Duration(0), time.Duration(0), time.Duration(0)
	r.Run(prog, method, inputs)
	clock := int32(^r.process.cmd.Process.Pid<<3 | 2)
	s := &server{data: make([]byte, maxData), ctx: make([]byte, maxContext), watch: &watcher{}}
	req := runRequest{dataOut: method.dataOut, ctxOut: method.ctxOut}
	for b.Loop() {
		ours, theirs := cpuTime(b, unix.CLOCK_PROCESS_CPUTIME_ID), cpuTime(b, clock)
		begin := time.Now()
		for _, run := range r.Run(prog, method, inputs) {
			if run.Status == capture.RunNotMade {
				b.Fatal(run.Problem)
			}
		}
		middle := time.Now()
		cpu += cpuTime(b, unix.CLOCK_PROCESS_CPUTIME_ID) - ours + cpuTime(b, clock) - theirs
		for _, in := range inputs {
			s.testRun(prog, &req, in)
		}
		observed += middle.Sub(begin)
		kernel += time.Since(middle)
	}
	n := float64(b.N)
	b.ReportMetric(float64(observed.Microseconds())/n, "observed-us/program")
	b.ReportMetric(float64(kernel.Microseconds())/n, "kernel-us/program")
	b.ReportMetric(float64((observed-kernel).Microseconds())/n, "over-us/program")
	b.ReportMetric(float64(cpu.Microseconds())/n, "cpu-us/program")
	b.ReportMetric(float64(len(inputs)), "inputs/program")
	b.ReportMetric(0, "ns/op")
}

// cpuTime is the CPU time that a clock has counted.
func cpuTime(b *testing.B, clock int32) time.Duration {
	var now unix.Timespec
	if err := unix.ClockGettime(clock, &now); err != nil {
		b.Fatal(err)
	}
	return time.Duration(now.Nano())
}
