package tracer

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// What a confined command may use. All of it is far more than loading BPF takes.
const (
	maxTasks    = 1024     // processes and threads at once
	maxResident = 4 << 30  // bytes of memory of the whole tree
	maxData     = 8 << 30  // bytes of private writable memory of one process: RLIMIT_DATA
	maxFiles    = 16 << 10 // descriptors of one process: RLIMIT_NOFILE
	maxFileSize = 1 << 30  // bytes of a file that it writes: RLIMIT_FSIZE

	memoryInterval = 250 * time.Millisecond // between two looks at the memory of the tree
)

// confineArg comes before the command where Trampoline confines it.
const confineArg = "__confine"

// keptCapabilities are what loading, pinning and attaching BPF takes, and setting up for it: reading objects and
// /proc/kallsyms, mounting, network devices. A confined command can gain no other.
var keptCapabilities = map[uintptr]bool{
	unix.CAP_BPF: true, unix.CAP_PERFMON: true, unix.CAP_NET_ADMIN: true, unix.CAP_NET_RAW: true,
	unix.CAP_SYS_ADMIN: true, unix.CAP_SYS_RESOURCE: true, unix.CAP_SYSLOG: true, unix.CAP_IPC_LOCK: true,
	unix.CAP_DAC_OVERRIDE: true, unix.CAP_DAC_READ_SEARCH: true,
}

// confine limits the calling process and all that it will execute.
func confine() error {
	limits := []struct {
		name     string
		resource int
		max      uint64
	}{
		{"data", unix.RLIMIT_DATA, maxData}, {"descriptors", unix.RLIMIT_NOFILE, maxFiles},
		{"file size", unix.RLIMIT_FSIZE, maxFileSize}, {"core", unix.RLIMIT_CORE, 0},
	}
	for _, l := range limits {
		rlimit := unix.Rlimit{Cur: l.max, Max: l.max}
		if err := unix.Setrlimit(l.resource, &rlimit); err != nil {
			return fmt.Errorf("limit of %s: %w", l.name, err)
		}
	}
	for c := uintptr(0); c <= unix.CAP_LAST_CAP; c++ {
		if keptCapabilities[c] {
			continue
		}
		if err := unix.Prctl(unix.PR_CAPBSET_DROP, c, 0, 0, 0); err != nil && err != unix.EINVAL { // not of this kernel
			return fmt.Errorf("drop capability %d: %w", c, err)
		}
	}
	return nil
}

// overrun ends the tree because it used more than it may.
func (p *Process) overrun(what string) {
	p.mu.Lock()
	if p.limit == "" {
		p.limit = what
	}
	p.mu.Unlock()
	_ = unix.Kill(p.pid, unix.SIGKILL) // ESRCH: gone already
}

// Overrun says which limit the tree was ended for; empty for none.
func (p *Process) Overrun() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.limit
}

// EndFor ends the tree because of what it did, in the words of why.
func (p *Process) EndFor(why string) { p.overrun(why) }

// watchMemory looks at the memory of the tree until its end. Pages that processes share count for each.
func (p *Process) watchMemory() {
	tick := time.NewTicker(memoryInterval)
	defer tick.Stop()
	for {
		select {
		case <-p.done:
			return
		case <-tick.C:
		}
		if p.resident() > p.memory {
			p.overrun(fmt.Sprintf("over %d MiB of memory", p.memory>>20))
			return
		}
	}
}

// resident is the memory of the tree in bytes.
func (p *Process) resident() int64 {
	p.mu.Lock()
	var pids []int
	for pid := range p.members {
		pids = append(pids, pid)
	}
	p.mu.Unlock()
	var pages int64
	for _, pid := range pids {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
		if err != nil {
			continue // gone
		}
		var size, resident int64
		if _, err := fmt.Sscan(string(text), &size, &resident); err == nil {
			pages += resident
		}
	}
	return pages * pageSize
}

// join notes a process of the tree.
func (p *Process) join(pid int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.members[pid] = true
}

// leave forgets it.
func (p *Process) leave(pid int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.members, pid)
}
