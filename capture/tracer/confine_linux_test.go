package tracer

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"difftest/internal/bpftest"
	"difftest/uapi"
)

// confinedChildren are commands that do what a plugin must not be able to do.
var confinedChildren = map[string]func(){
	"bomb":   func() { _ = exec.Command("sh", "-c", "f() { f | f & }; f; sleep 60").Run(); time.Sleep(time.Minute) },
	"memory": func() { fmt.Print(len(bytes.Repeat([]byte{1}, 300<<20))); time.Sleep(time.Minute) },
	"rights": rights,
	"filter": func() {
		runtime.LockOSThread()
		ownFilter()
		createMap("hidden")
	},
	"ptrace": func() {
		runtime.LockOSThread()
		_, _, _ = unix.Syscall(unix.SYS_PTRACE, unix.PTRACE_TRACEME, 0, 0)
		cmd := exec.Command("sleep", "60")
		if err := cmd.Start(); err != nil {
			panic(err)
		}
		fmt.Print("seize: ", unix.PtraceSeize(cmd.Process.Pid))
		_ = cmd.Process.Signal(unix.SIGSTOP)
		_ = cmd.Process.Signal(unix.SIGCONT)
		_ = cmd.Process.Signal(unix.SIGTRAP)
		_ = cmd.Wait()
		createMap("seen")
	},
}

// rights prints what the process may do.
func rights() {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic(err)
	}
	var files unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &files); err != nil {
		panic(err)
	}
	interfaces, err := net.Interfaces()
	if err != nil {
		panic(err)
	}
	fmt.Printf("effective %x files %d interfaces %d", statusMask(status, "CapEff"), files.Max, len(interfaces))
	createMap("allowed")
}

// ownFilter stops at bpf(2) with other data than ours: the kernel takes the newest filter's.
func ownFilter() {
	prog, err := filter()
	if err != nil {
		panic(err)
	}
	prog[len(prog)-1].K = unix.SECCOMP_RET_TRACE | 1
	fprog := unix.SockFprog{Len: uint16(len(prog)), Filter: &prog[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&fprog)))
	if errno != 0 {
		panic(errno)
	}
	runtime.KeepAlive(prog)
}

// runConfined runs a child to its end and returns what it printed.
func runConfined(t *testing.T, child string) (*Process, *Load, string) {
	t.Helper()
	bpftest.Require(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	memory := int64(0)
	if child == "memory" {
		memory = 128 << 20
	}
	p, load, err := StartLoad(Command{
		Path: self, Args: []string{childArg, child}, Env: os.Environ(), Stdout: w, Stderr: os.Stderr,
		Confined: true, Network: true, Memory: memory,
	})
	w.Close()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(load.Close)
	select {
	case <-p.Done():
	case <-time.After(30 * time.Second):
		_ = p.Kill()
		t.Fatal("the child does not end")
	}
	p.End()
	var out bytes.Buffer
	if _, err := out.ReadFrom(r); err != nil {
		t.Fatal(err)
	}
	return p, load, out.String()
}

// TestLimits: a tree that uses too much is ended, and says what for.
func TestLimits(t *testing.T) {
	for child, want := range map[string]string{
		"bomb": "over 1024 processes and threads at once", "memory": "over 128 MiB of memory",
	} {
		p, _, _ := runConfined(t, child)
		if p.Overrun() != want || p.Wait() == nil {
			t.Errorf("%s: ended for %q (%v), want %q", child, p.Overrun(), p.Wait(), want)
		}
	}
}

// TestRights: a confined command has what loading takes and no more.
func TestRights(t *testing.T) {
	p, load, out := runConfined(t, "rights")
	own, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	var kept uint64
	for c := range keptCapabilities {
		kept |= 1 << c
	}
	kept &= statusMask(own, "CapEff") // a container may have less
	if want := fmt.Sprintf("effective %x files %d interfaces 1", kept, maxFiles); out != want || p.Wait() != nil {
		t.Errorf("it has %q (%v), want %q", out, p.Wait(), want)
	}
	if len(load.Calls()) != 1 {
		t.Errorf("calls %+v", load.Calls())
	}
}

// TestHiding: neither a filter of the command's own nor ptrace takes a call away from the tracer.
func TestHiding(t *testing.T) {
	for _, child := range []string{"filter", "ptrace"} {
		p, load, out := runConfined(t, child)
		if p.Wait() != nil || len(load.Calls()) != 1 || load.Calls()[0].Cmd != uapi.BPF_MAP_CREATE {
			t.Errorf("%s: %v, calls %+v", child, p.Wait(), load.Calls())
		}
		if child == "ptrace" && !strings.Contains(out, "operation not permitted") {
			t.Errorf("it traces a process of the tree: %s", out)
		}
	}
}
