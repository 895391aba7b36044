package tracer

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// killTimeout is how long Kill waits for a process tree to be gone. A process inside a long test run of a BPF program
// outlives SIGKILL until the program ends.
const killTimeout = 5 * time.Second

// Command is what Start executes.
type Command struct {
	Path string   // program; looked up in PATH of Env if it has no slash
	Args []string // arguments after the program's name
	Env  []string // the whole environment
	Dir  string   // working directory; empty for the caller's
	// Network gives the command a network namespace of its own.
	Network bool
	// Confined gives it limits, and no capabilities but those that loading BPF takes.
	Confined bool
	Memory   int64 // bytes that a confined tree may have resident; 0 for maxResident
	Stdin    *os.File
	Stdout   *os.File
	Stderr   *os.File

	Tamper Tamper // for tests of the host alone; nil everywhere else
}

// A Process is a traced process tree. Its methods may be called from any goroutine.
type Process struct {
	pid  int
	done chan struct{} // closed when the tree is gone
	wait error         // why it ended; valid after done

	mu      sync.Mutex
	load    *Load // where calls are recorded; nil outside a load
	outside []*call
	threads map[int]*thread // by tid; touched by the tracer thread alone
	pidfds  map[int]int     // by tgid; touched by the tracer thread alone
	crash   unix.Signal     // that the first process has brought upon itself, or 0; the tracer thread's, read after done
	own     bool            // the plugin has announced calls of its own
	tamper  Tamper          // nil outside tests

	confined bool
	memory   int64        // bytes that the tree may have resident
	members  map[int]bool // processes of the tree; guarded by mu
	limit    string       // the limit that the tree was ended for; guarded by mu
}

// thread is what the tracer knows of one thread of the tree.
type thread struct {
	tgid    int
	started bool  // its first SIGSTOP, which is ptrace's, has been seen
	pending *call // the bpf(2) that it is in
}

// Start executes cmd through the trampoline and traces it until its tree is gone. On error nothing is left running.
func Start(cmd Command) (*Process, error) { return start(newProcess(), cmd) }

// StartLoad is Start with a load that has begun before the command's first instruction: the whole command is the load.
func StartLoad(cmd Command) (*Process, *Load, error) {
	p := newProcess()
	l := p.Begin()
	p, err := start(p, cmd)
	return p, l, err
}

func newProcess() *Process {
	return &Process{done: make(chan struct{}), threads: map[int]*thread{}, pidfds: map[int]int{},
		members: map[int]bool{}}
}

func start(p *Process, cmd Command) (*Process, error) {
	p.tamper, p.confined, p.memory = cmd.Tamper, cmd.Confined, cmd.Memory
	if p.memory == 0 {
		p.memory = maxResident
	}
	started := make(chan error, 1)
	go p.trace(cmd, started)
	if err := <-started; err != nil {
		<-p.done
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	return p, nil
}

// Pid is the process id of the tree's first process.
func (p *Process) Pid() int { return p.pid }

// Done is closed when the whole tree is gone.
func (p *Process) Done() <-chan struct{} { return p.done }

// Wait waits until the whole tree is gone. It returns nil if the first process exited with status 0.
func (p *Process) Wait() error {
	<-p.done
	return p.wait
}

// ErrStuck means that a process tree did not end within killTimeout of SIGKILL.
var ErrStuck = errors.New("processes survive SIGKILL: one is running a BPF program inside the kernel")

// Kill ends the tree: its first process is the init of a pid namespace, so all of it goes.
func (p *Process) Kill() error {
	_ = unix.Kill(p.pid, unix.SIGKILL) // ESRCH: gone already
	select {
	case <-p.done:
		return nil
	case <-time.After(killTimeout):
		return ErrStuck
	}
}

// trace is the tracer thread. It ends with the tree, and the thread with it: a locked goroutine that returns ends its
// thread, and so the kernel would kill (PTRACE_O_EXITKILL) whatever were still traced.
func (p *Process) trace(cmd Command, started chan<- error) {
	runtime.LockOSThread()
	defer close(p.done)
	defer p.release()
	pid, err := p.fork(cmd)
	if err != nil {
		started <- err
		return
	}
	p.pid = pid
	if p.confined {
		p.join(pid)
		go p.watchMemory()
	}
	started <- nil
	p.loop()
}

// fork starts the trampoline, stopped at its execve, with the calling thread as its tracer.
func (p *Process) fork(cmd Command) (int, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, fmt.Errorf("trampoline: %w", err)
	}
	flags := uintptr(unix.CLONE_NEWNS | unix.CLONE_NEWPID)
	if cmd.Network {
		flags |= unix.CLONE_NEWNET
	}
	args := []string{self, TrampolineArg}
	if cmd.Confined {
		args = append(args, confineArg)
	}
	c := exec.Cmd{
		Path: self,
		Args: append(append(args, cmd.Path), cmd.Args...),
		Env:  cmd.Env, Dir: cmd.Dir,
		// A signal to the sender's own process group passes the border of a pid namespace: a confined command gets one,
		// and no terminal.
		SysProcAttr: &syscall.SysProcAttr{Ptrace: true, Cloneflags: flags, Setsid: cmd.Confined},
	}
	// A nil *os.File must not become a non-nil interface.
	if cmd.Stdin != nil {
		c.Stdin = cmd.Stdin
	}
	if cmd.Stdout != nil {
		c.Stdout = cmd.Stdout
	}
	if cmd.Stderr != nil {
		c.Stderr = cmd.Stderr
	}
	if err := c.Start(); err != nil {
		return 0, explainStart(err)
	}
	pid := c.Process.Pid
	_ = c.Process.Release() // waiting is the tracer's
	var ws unix.WaitStatus
	if _, err := unix.Wait4(pid, &ws, unix.WALL, nil); err != nil {
		return 0, fmt.Errorf("wait for trampoline: %w", err)
	}
	if !ws.Stopped() {
		return 0, fmt.Errorf("trampoline ended at once: %s", describe(ws))
	}
	if err := unix.PtraceSetOptions(pid, traceOptions); err != nil {
		_ = unix.Kill(pid, unix.SIGKILL)
		_, _ = unix.Wait4(pid, &ws, unix.WALL, nil)
		return 0, fmt.Errorf("ptrace options: %w", err)
	}
	p.threads[pid] = &thread{tgid: pid, started: true}
	resume(pid, false, 0)
	return pid, nil
}

// explainStart says what to do about a start that the system forbids.
func explainStart(err error) error {
	if !errors.Is(err, unix.EPERM) {
		return err
	}
	if os.Geteuid() != 0 {
		return fmt.Errorf("%w: loading and observing BPF needs root (CAP_BPF, CAP_SYS_ADMIN, CAP_SYS_PTRACE)", err)
	}
	scope, _ := os.ReadFile("/proc/sys/kernel/yama/ptrace_scope")
	if len(scope) > 0 && scope[0] == '3' {
		return fmt.Errorf("%w: kernel.yama.ptrace_scope is 3, which forbids ptrace until the next boot", err)
	}
	return fmt.Errorf("%w: ptrace or new namespaces are forbidden here; in a container allow them "+
		"(--privileged, or --cap-add SYS_PTRACE,SYS_ADMIN,BPF with an unconfined seccomp profile)", err)
}

// release closes what the tracer thread holds.
func (p *Process) release() {
	for _, fd := range p.pidfds {
		unix.Close(fd)
	}
	p.pidfds = nil
}

// describe says how a process ended.
func describe(ws unix.WaitStatus) string {
	if ws.Signaled() {
		return "killed by " + unix.SignalName(ws.Signal())
	}
	return "exit status " + strconv.Itoa(ws.ExitStatus())
}
