package tracer

import "difftest/uapi"

// A Tamper changes the calls of a command, so that tests of the host can plant what a faulty loader would do. It is
// called on the tracer's thread at the entry of each bpf(2) of a load that is not the plugin's own, before anything of
// it is read: what it writes into the caller's memory and registers is what the kernel gets and what is recorded. It
// reports whether it made the call void (its number -1, its result set); a void call is not recorded.
type Tamper func(Entry) (void bool)

// An Entry is a bpf(2) on entry.
type Entry struct {
	PID, TID int // TID is stopped, and the calling thread is its tracer
	Cmd      uapi.Cmd
	Attr     uint64 // address of the attribute
	Size     uint64 // of the attribute, in bytes
	SP       uint64 // the stack pointer: what lies below it is free

	later *func()
}

// Later has change called when the call is on record, so that the kernel gets something else than what was seen.
func (e Entry) Later(change func()) { *e.later = change }

// tampered lets the test tamper with a call and returns the call as it is then, nil if there is none any more, and what
// is to be done when it is on record.
func (p *Process) tampered(tid int, t *thread, info *syscallInfo) (now *syscallInfo, later func()) {
	later = func() {}
	p.mu.Lock()
	ours := p.load != nil && !p.own
	p.mu.Unlock()
	cmd := uint32(info.Args[0])
	if !ours || cmd == ownBegin || cmd == ownEnd {
		return info, later
	}
	entry := Entry{
		PID: t.leader(tid), TID: tid, Cmd: uapi.Cmd(cmd), Attr: info.Args[1], Size: info.Args[2], SP: info.SP,
		later: &later,
	}
	if p.tamper(entry) {
		return nil, later
	}
	now, err := getSyscallInfo(tid)
	if err != nil { // killed meanwhile
		return nil, later
	}
	return now, later
}
