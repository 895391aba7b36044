package progrun

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// How a call to a runner process ends other than with a reply.
var (
	errTimedOut = errors.New("no reply in time")
	errEnded    = errors.New("ended during the run")
	errNotTaken = errors.New("ended before it took the request")
)

// process is one runner process and the host's end of the socket to it.
type process struct {
	cmd     *exec.Cmd
	socket  int
	ended   <-chan struct{} // closed when the process is gone and waited for
	clock   int32           // of the CPU time of the process
	shared  *shared         // where it leaves replies
	taken   uint64          // bytes of them that were taken
	watches bool            // the maps of the object that is run
	answers bool            // it has replied since its start, so that what it is asked for reaches it

	buf      []byte // what was received: messages that are whole or have begun
	from, to int    // of buf
}

// startProcess starts a runner process and waits until it is ready. It is the first process of its pid namespace, so
// that its end is the end of all in it; it has a network and mounts of its own, and no terminal.
func startProcess(ctx context.Context, self string, limits Limits) (*process, error) {
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	defer null.Close()
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("socketpair: %w", err)
	}
	theirs := os.NewFile(uintptr(pair[1]), "runner's end")
	replies, file, err := newShared()
	if err != nil {
		theirs.Close()
		unix.Close(pair[0])
		return nil, err
	}
	defer file.Close()
	cmd := exec.Command(self, Arg)
	cmd.Stdin, cmd.ExtraFiles = theirs, extraFiles(file, null)
	// A signal between goroutines would end a test run that has not begun.
	cmd.Env = []string{"GODEBUG=asyncpreemptoff=1", "GOMAXPROCS=1"}
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: unix.CLONE_NEWNS | unix.CLONE_NEWNET | unix.CLONE_NEWPID,
		Setsid:     true,
	}
	ended, err := startOnThread(cmd)
	theirs.Close() // the process has the only one now, so that its end shows
	if err != nil {
		replies.close()
		unix.Close(pair[0])
		return nil, fmt.Errorf("start: %w", err)
	}
	p := &process{
		cmd: cmd, socket: pair[0], ended: ended, buf: make([]byte, 64<<10),
		clock: int32(^cmd.Process.Pid<<3 | clockCPU), shared: replies,
	}
	if err := p.awaitReady(ctx, limits); err != nil {
		p.kill()
		return nil, err
	}
	return p, nil
}

// extraFiles are the descriptors from 3 on with which a runner starts: the memory, and nothing in all others below its
// own. What the Go runtime opens before main begins, above all its poller, then stands where programs are unlikely to
// close it: without its poller the runtime ends the process some time later, in the midst of another program's runs.
func extraFiles(memory, null *os.File) []*os.File {
	files := make([]*os.File, keptFrom-sharedFD)
	for i := range files {
		files[i] = null
	}
	files[0] = memory
	return files
}

// startOnThread starts cmd on a thread that is kept for it and ends with it; ended is closed when it is waited for. A
// tracer waits for all children of its thread: one that had forked a runner before would wait for that, too.
func startOnThread(cmd *exec.Cmd) (ended <-chan struct{}, err error) {
	done, started := make(chan struct{}), make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlock
		defer close(done)
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // how it ended says nothing that the socket does not
		}
	}()
	return done, <-started
}

// awaitReady reads the first message: what kept the process from becoming ready, if anything.
func (p *process) awaitReady(ctx context.Context, limits Limits) error {
	stop := context.AfterFunc(ctx, func() { _ = p.cmd.Process.Kill() })
	defer stop()
	if err := p.setLimit(limits.Start); err != nil {
		return err
	}
	_, first, err := p.receive(limits.Start)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, errEnded), errors.Is(err, errNotTaken):
		return fmt.Errorf("start: %s %s ended at once", p.cmd.Path, Arg)
	case err != nil:
		return fmt.Errorf("start: %w", err)
	}
	problems, err := decodeTexts(first)
	if err != nil {
		return fmt.Errorf("start: %w", err)
	}
	if len(problems) > 0 {
		return fmt.Errorf("start: %s", problems[0])
	}
	return p.setLimit(limits.Run)
}

// clockCPU is what the kernel adds to the complement of a pid to make a clock of that process's CPU time.
const clockCPU = 2

// cpuTime is the CPU time that the process has taken; all that there is if it has ended.
func (p *process) cpuTime() time.Duration {
	var now unix.Timespec
	if err := unix.ClockGettime(p.clock, &now); err != nil {
		return math.MaxInt64
	}
	return time.Duration(now.Nano())
}

// setLimit sets how often sending or receiving looks whether the time is over.
func (p *process) setLimit(limit time.Duration) error {
	tv := unix.NsecToTimeval(limit.Nanoseconds())
	for _, option := range []int{unix.SO_RCVTIMEO, unix.SO_SNDTIMEO} {
		if err := unix.SetsockoptTimeval(p.socket, unix.SOL_SOCKET, option, &tv); err != nil {
			return fmt.Errorf("setsockopt: %w", err)
		}
	}
	return nil
}

// ask sends a request, descriptors beside it.
func (p *process) ask(kind uint32, body []byte, fds []int) error {
	if len(body) > maxRequest {
		return fmt.Errorf("request of %d bytes, at most %d", len(body), maxRequest)
	}
	p.answers, p.taken = false, 0
	p.shared.end().Store(0)
	message, rights := append(header(len(body), kind), body...), unix.UnixRights(fds...)
	for len(message) > 0 {
		n, err := unix.SendmsgN(p.socket, message, rights, nil, unix.MSG_NOSIGNAL)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case errors.Is(err, unix.EPIPE), errors.Is(err, unix.ECONNRESET):
			return errNotTaken
		case err != nil:
			return fmt.Errorf("send: %w", err)
		}
		message, rights = message[n:], nil
	}
	return nil
}

// replies receives the replies to n runs and hands each to take, until that fails. Those that a process has left in the
// shared memory before it ended, or before it did not go on, are taken too.
func (p *process) replies(n int, limit time.Duration, take func(body []byte) error) error {
	got := 0
	for {
		kind, body, err := p.receive(limit)
		for left, next, ok := p.shared.take(p.taken); ok && got < n; left, next, ok = p.shared.take(p.taken) {
			p.taken = next
			got++
			if err := take(left); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, errEnded) && got == n, err == nil && kind == tellDone && got == n:
			return nil
		case err != nil:
			return err
		case kind == tellDone || got == n:
			return fmt.Errorf("%w: %d replies to %d runs", errEnded, got, n)
		}
		got++
		if err := take(append([]byte{}, body...)); err != nil {
			return err
		}
	}
}

// receive returns the next message, whose body holds until the next call. A process that answers with something else
// counts as ended.
func (p *process) receive(limit time.Duration) (kind uint32, body []byte, err error) {
	if err := p.fill(headerSize, limit); err != nil {
		return 0, nil, err
	}
	length, kind, err := parseHeader(p.buf[p.from:], maxReply)
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", errEnded, err)
	}
	if err := p.fill(headerSize+length, limit); err != nil {
		return 0, nil, err
	}
	body = p.buf[p.from+headerSize : p.from+headerSize+length]
	p.from += headerSize + length
	p.answers = true
	return kind, body, nil
}

// wallFactor is how many times its limit a run may take where other processes have the CPU.
const wallFactor = 10

// fill receives until n bytes are there. The limit is one of CPU time, so that a busy machine does not make a program one
// that does not end; of time, wallFactor as much.
func (p *process) fill(n int, limit time.Duration) error {
	if p.to-p.from >= n {
		return nil
	}
	p.to = copy(p.buf, p.buf[p.from:p.to])
	p.from = 0
	if len(p.buf) < n {
		p.buf = append(p.buf, make([]byte, n-len(p.buf))...)
	}
	begin, used, replied := time.Now(), p.cpuTime(), p.shared.end().Load()
	for p.to < n {
		got, err := unix.Read(p.socket, p.buf[p.to:])
		switch {
		case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EINTR):
			if now := p.shared.end().Load(); now != replied { // another run has begun
				begin, used, replied = time.Now(), p.cpuTime(), now
			}
			if time.Since(begin) >= wallFactor*limit || p.cpuTime()-used >= limit {
				return errTimedOut
			}
		case errors.Is(err, unix.ECONNRESET) && !p.answers: // it never read the request
			return errNotTaken
		case err != nil:
			return fmt.Errorf("%w: receive: %w", errEnded, err)
		case got == 0:
			return errEnded
		default:
			p.to += got
		}
	}
	return nil
}

// kill ends the process, as far as the kernel can. It does not wait.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may be gone already
	unix.Close(p.socket)
	p.shared.close()
}
