package tracer

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"

	"difftest/capture"
)

// A Load collects the calls of one request, and duplicates of the programs and maps that they created or opened. The
// caller closes it.
type Load struct {
	p     *Process
	calls []*call // guarded by p.mu
	mu    sync.Mutex
	held  map[ref]int // our descriptors
}

// Begin starts a load: calls from now on belong to it. The load before it must have ended.
func (p *Process) Begin() *Load {
	l := &Load{p: p, held: map[ref]int{}}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.load, p.own = l, false
	return l
}

// End ends the load: calls from now on are flagged as outside.
func (p *Process) End() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.load = nil
}

// Outside returns the calls that were made outside any load since it was last asked.
func (p *Process) Outside() []capture.Call {
	p.mu.Lock()
	defer p.mu.Unlock()
	calls := records(p.outside)
	p.outside = nil
	return calls
}

// Calls returns the calls of an ended load in order of entry. One that still runs is there without what it points to.
func (l *Load) Calls() []capture.Call {
	l.p.mu.Lock()
	defer l.p.mu.Unlock()
	return records(l.calls)
}

// records copies calls. The caller holds p.mu.
func records(calls []*call) []capture.Call {
	out := make([]capture.Call, len(calls))
	for i, c := range calls {
		if c.finished {
			out[i] = c.Call
			continue
		}
		out[i] = capture.Call{PID: c.PID, TID: c.TID, Cmd: c.Cmd, Size: c.Size, Lost: []string{"all: the call still runs"}}
	}
	return out
}

// hold takes over a descriptor. One for each object is enough.
func (l *Load) hold(info fdInfo, fd int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := ref{info.kind, info.id}
	if _, ok := l.held[r]; ok || l.held == nil {
		unix.Close(fd)
		return
	}
	l.held[r] = fd
}

// FD returns the load's descriptor of a program or map. It is valid until Close.
func (l *Load) FD(kind capture.Kind, id uint32) (int, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fd, ok := l.held[ref{kind, id}]
	return fd, ok
}

// Held returns the ids of the held programs or maps in ascending order.
func (l *Load) Held(kind capture.Kind) []uint32 {
	l.mu.Lock()
	defer l.mu.Unlock()
	var ids []uint32
	for r := range l.held {
		if r.kind == kind {
			ids = append(ids, r.id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Close closes the held descriptors.
func (l *Load) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, fd := range l.held {
		unix.Close(fd)
	}
	l.held = nil
}

// possibleCPUs is the number of possible CPUs, by which the kernel sizes per-CPU values. The kernel's list is of the
// form "0-3" or "0,2-5"; its last number counts (num_possible_cpus has no holes on the architectures we know).
var possibleCPUs = sync.OnceValue(func() int {
	text, err := os.ReadFile("/sys/devices/system/cpu/possible")
	if err != nil {
		return 1
	}
	list := strings.TrimSpace(string(text))
	last := list[strings.LastIndexAny(list, ",-")+1:]
	n, err := strconv.Atoi(last)
	if err != nil {
		return 1
	}
	return n + 1
})

// PossibleCPUs is the number of possible CPUs of this machine; 1 if it cannot be read.
func PossibleCPUs() int { return possibleCPUs() }
