package progrun

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"difftest/uapi"
)

// How a call to a runner process ends other than with a reply.
var (
	errTimedOut = errors.New("no reply in time")
	errEnded    = errors.New("ended during the run")
	errNotTaken = errors.New("ended before it took the request")
)

// process is one runner process and the host's end of the socket to it.
type process struct {
	cmd    *exec.Cmd
	socket int
	ended  <-chan struct{} // closed when the process is gone and waited for
	buf    []byte          // for messages
}

// startProcess starts a runner process and waits until it is ready. It is the first process of its pid namespace, so
// that its end is the end of all in it; it has a network and mounts of its own, and no terminal.
func startProcess(ctx context.Context, self string, limits Limits) (*process, error) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("socketpair: %w", err)
	}
	theirs := os.NewFile(uintptr(pair[1]), "runner's end")
	cmd := exec.Command(self, Arg)
	cmd.Stdin = theirs
	// A signal between goroutines would end a test run that has not begun.
	cmd.Env = []string{"GODEBUG=asyncpreemptoff=1", "GOMAXPROCS=1"}
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: unix.CLONE_NEWNS | unix.CLONE_NEWNET | unix.CLONE_NEWPID,
		Setsid:     true,
	}
	ended, err := startOnThread(cmd)
	theirs.Close() // the process has the only one now, so that its end shows
	if err != nil {
		unix.Close(pair[0])
		return nil, fmt.Errorf("start: %w", err)
	}
	p := &process{cmd: cmd, socket: pair[0], ended: ended, buf: make([]byte, maxMessage)}
	if err := p.awaitReady(ctx, limits); err != nil {
		p.kill()
		return nil, err
	}
	return p, nil
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

// awaitReady reads the first reply.
func (p *process) awaitReady(ctx context.Context, limits Limits) error {
	stop := context.AfterFunc(ctx, func() { _ = p.cmd.Process.Kill() })
	defer stop()
	if err := p.setLimit(limits.Start); err != nil {
		return err
	}
	first, err := p.receive(limits.Start)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, errEnded):
		return fmt.Errorf("start: %s %s ended at once", p.cmd.Path, Arg)
	case err != nil:
		return fmt.Errorf("start: %w", err)
	case first.Errno != 0:
		return fmt.Errorf("start: %s", first.Data)
	}
	return p.setLimit(limits.Run)
}

// setLimit sets the time that sending or receiving may take.
func (p *process) setLimit(limit time.Duration) error {
	tv := unix.NsecToTimeval(limit.Nanoseconds())
	for _, option := range []int{unix.SO_RCVTIMEO, unix.SO_SNDTIMEO} {
		if err := unix.SetsockoptTimeval(p.socket, unix.SOL_SOCKET, option, &tv); err != nil {
			return fmt.Errorf("setsockopt: %w", err)
		}
	}
	return nil
}

// call sends a request and receives the reply, whose data is the caller's.
func (p *process) call(prog uapi.FD, in Input, limit time.Duration) (reply, error) {
	message := appendRequest(p.buf[:0], in)
	if len(message) > maxMessage {
		return reply{}, fmt.Errorf("input %s: %d bytes, at most %d", in.Name, len(message), maxMessage)
	}
	err := unix.Sendmsg(p.socket, message, unix.UnixRights(int(prog)), nil, unix.MSG_NOSIGNAL)
	switch {
	case errors.Is(err, unix.EPIPE), errors.Is(err, unix.ECONNRESET):
		return reply{}, errNotTaken
	case err != nil:
		return reply{}, fmt.Errorf("send: %w", err)
	}
	return p.receive(limit)
}

// receive reads one reply. The socket's own limit begins anew when a signal interrupts it, so limit is checked as well.
// A process that answers with something else counts as ended.
func (p *process) receive(limit time.Duration) (reply, error) {
	n, err := 0, error(unix.EINTR)
	for begin := time.Now(); errors.Is(err, unix.EINTR) && time.Since(begin) < limit; {
		n, _, _, _, err = unix.Recvmsg(p.socket, p.buf, nil, 0)
	}
	switch {
	case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EINTR):
		return reply{}, errTimedOut
	case errors.Is(err, unix.ECONNRESET):
		return reply{}, errNotTaken
	case err != nil:
		return reply{}, fmt.Errorf("%w: receive: %w", errEnded, err)
	case n == 0:
		return reply{}, errEnded
	}
	answer, err := parseReply(p.buf[:n])
	if err != nil {
		return reply{}, fmt.Errorf("%w: %w", errEnded, err)
	}
	answer.Data = bytes.Clone(answer.Data)
	return answer, nil
}

// kill ends the process, as far as the kernel can. It does not wait.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may be gone already
	unix.Close(p.socket)
}
