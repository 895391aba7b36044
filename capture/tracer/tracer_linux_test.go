package tracer

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/internal/bpftest"
	"difftest/uapi"
)

// The test binary is also the trampoline and the traced command: childArg selects what the command does.
const childArg = "__child"

func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == TrampolineArg {
		os.Exit(Trampoline(os.Args[2:], os.Stderr))
	}
	if len(os.Args) > 2 && os.Args[1] == childArg {
		child := children[os.Args[2]]
		if child == nil {
			child = confinedChildren[os.Args[2]]
		}
		child()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

var children = map[string]func(){
	"map":       func() { fmt.Println(createMap("one")) },
	"threads":   func() { manyThreads(20, 50) },
	"malformed": malformed,
	"hang":      func() { createMap("one"); time.Sleep(time.Minute) },
	"abort":     func() { crash(unix.SIGABRT) },
	"fault":     func() { crash(unix.SIGSEGV) },
	"caught":    func() { signal.Notify(make(chan os.Signal, 1), unix.SIGABRT); raise(unix.SIGABRT) },
	"grandchild": func() {
		cmd := exec.Command("/proc/self/exe", childArg, "map")
		cmd.Stdout = os.Stdout
		if err := cmd.Run(); err != nil {
			panic(err)
		}
	},
	"own": func() {
		createMap("library")
		_, _, _ = unix.Syscall(unix.SYS_BPF, ownBegin, 0, 0)
		createMap("plugin")
		_, _, _ = unix.Syscall(unix.SYS_BPF, ownEnd, 0, 0)
		createMap("library2")
	},
	"pin": func() {
		fd := createMap("pinned")
		err := uapi.ObjPin(&uapi.ObjPinAttr{Pathname: uapi.StringPointer(BPFFS + "/there"), BPFFD: fd})
		if err != nil {
			panic(err)
		}
		time.Sleep(time.Minute)
	},
	"dup3": func() {
		// As libbpf does since 1.4: the map ends up on another descriptor than the kernel answered.
		holder, err := unix.Open("/dev/null", unix.O_RDONLY, 0)
		if err != nil {
			panic(err)
		}
		fd := createMap("moved")
		if err := unix.Dup3(int(fd), holder, unix.O_CLOEXEC); err != nil {
			panic(err)
		}
		unix.Close(int(fd))
		loadWithMap(uapi.FD(holder))
	},
}

func createMap(name string) uapi.FD {
	fd, err := uapi.MapCreate(&uapi.MapCreateAttr{
		MapType: uapi.BPF_MAP_TYPE_HASH, KeySize: 4, ValueSize: 8, MaxEntries: 3, MapName: uapi.NewObjName(name),
	})
	if err != nil {
		panic(err)
	}
	return fd
}

// loadWithMap loads `r1 = map fd; r0 = 0; exit`.
func loadWithMap(fd uapi.FD) uapi.FD {
	insns := make([]byte, 32)
	insns[0], insns[1] = opLdImm64, pseudoMapFD<<4|1
	native.PutUint32(insns[4:], uint32(fd))
	insns[16] = 0xb7
	insns[24] = 0x95
	prog, err := uapi.LoadProg(&uapi.ProgLoadAttr{
		ProgType: uapi.BPF_PROG_TYPE_SOCKET_FILTER, InsnCnt: 4, Insns: uapi.BytesPointer(insns),
		License: uapi.StringPointer("GPL"), ProgName: uapi.NewObjName("prog"),
	})
	if err != nil {
		panic(err)
	}
	return prog
}

// manyThreads makes calls from threads that end at once.
func manyThreads(threads, calls int) {
	var wg sync.WaitGroup
	for range threads {
		wg.Go(func() {
			runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
			for range calls {
				unix.Close(int(createMap("many")))
			}
		})
	}
	wg.Wait()
}

// malformed makes calls whose attributes are null, short, oversized, unmapped, or point to nowhere.
func malformed() {
	bpf := func(cmd, attr, size uintptr) { _, _, _ = unix.Syscall(unix.SYS_BPF, cmd, attr, size) }
	page, err := unix.Mmap(-1, 0, 2*pageSize, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		panic(err)
	}
	if err := unix.Mprotect(page[pageSize:], unix.PROT_NONE); err != nil {
		panic(err)
	}
	addr := addressOf(page)
	for cmd := uintptr(0); cmd < 48; cmd++ {
		for _, size := range []uintptr{0, 1, 7, 48, 144, 152, pageSize, pageSize + 1, 1 << 31} {
			bpf(cmd, 0, size)
			bpf(cmd, addr, size)
			bpf(cmd, addr+pageSize-24, size) // runs into the unreadable page
			bpf(cmd, 0xffffffffffffff00, size)
		}
	}
	for i := range page[:pageSize] {
		page[i] = 0xff // every pointer, length and descriptor is absurd
	}
	for cmd := uintptr(0); cmd < 48; cmd++ {
		bpf(cmd, addr, 144)
	}
}

// startChild runs the test binary as a traced child, all of it one load.
func startChild(t *testing.T, child string) (*Process, *Load, *strings.Builder) {
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
	p, load, err := StartLoad(Command{
		Path: self, Args: []string{childArg, child}, Env: os.Environ(), Stdout: w, Stderr: os.Stderr,
	})
	w.Close()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Kill(); err != nil {
			t.Error(err)
		}
		load.Close()
		r.Close()
	})
	out := new(strings.Builder)
	go func() {
		buf := make([]byte, 1024)
		for {
			n, err := r.Read(buf)
			out.Write(buf[:n])
			if err != nil {
				return
			}
		}
	}()
	return p, load, out
}

// finish waits for the child's end and returns its calls of one command.
func finish(t *testing.T, p *Process, load *Load, cmd uapi.Cmd) []capture.Call {
	t.Helper()
	select {
	case <-p.Done():
	case <-time.After(time.Minute):
		t.Fatal("the child does not end")
	}
	if err := p.Wait(); err != nil {
		t.Fatal(err)
	}
	p.End()
	var calls []capture.Call
	for _, c := range load.Calls() {
		if c.Cmd == cmd {
			calls = append(calls, c)
		}
	}
	return calls
}

func TestCreate(t *testing.T) {
	p, load, _ := startChild(t, "map")
	calls := finish(t, p, load, uapi.BPF_MAP_CREATE)
	if len(calls) != 1 {
		t.Fatalf("%d calls, want 1", len(calls))
	}
	c := calls[0]
	attr, _, err := uapi.Decode(c.Cmd, c.Attr)
	if err != nil {
		t.Fatal(err)
	}
	if m := attr.(*uapi.MapCreateAttr); m.MapName.String() != "one" || m.MaxEntries != 3 {
		t.Errorf("attribute %+v", m)
	}
	if c.Created == nil || c.Created.Kind != capture.KindMap || c.Created.ID == 0 || len(c.Lost) != 0 {
		t.Errorf("call %+v", c)
	}
}

func TestGrandchildIsTraced(t *testing.T) {
	p, load, _ := startChild(t, "grandchild")
	calls := finish(t, p, load, uapi.BPF_MAP_CREATE)
	if len(calls) != 1 || calls[0].PID == p.Pid() {
		t.Errorf("calls %+v, want one of another process than %d", calls, p.Pid())
	}
}

func TestThreads(t *testing.T) {
	p, load, _ := startChild(t, "threads")
	calls := finish(t, p, load, uapi.BPF_MAP_CREATE)
	if len(calls) != 20*50 {
		t.Fatalf("%d calls, want 1000", len(calls))
	}
	ids := map[uint32]bool{}
	for _, c := range calls {
		if c.Ret < 0 || c.Created == nil || len(c.Lost) > 0 {
			t.Fatalf("call %+v", c)
		}
		ids[c.Created.ID] = true
	}
	if len(ids) != len(calls) {
		t.Errorf("%d ids for %d maps", len(ids), len(calls))
	}
}

func TestOwnCalls(t *testing.T) {
	p, load, _ := startChild(t, "own")
	var own []bool
	for _, c := range finish(t, p, load, uapi.BPF_MAP_CREATE) {
		own = append(own, c.Own)
	}
	if fmt.Sprint(own) != "[false true false]" {
		t.Errorf("own: %v", own)
	}
}

func TestDescriptorIsResolvedWhenUsed(t *testing.T) {
	p, load, _ := startChild(t, "dup3")
	calls := finish(t, p, load, uapi.BPF_PROG_LOAD)
	if len(calls) != 1 || len(calls[0].FDs) != 1 {
		t.Fatalf("calls %+v", calls)
	}
	var created uint32
	for _, c := range load.Calls() {
		if c.Cmd == uapi.BPF_MAP_CREATE {
			created = c.Created.ID
		}
	}
	got := calls[0].FDs[0]
	if got.Where != "insns[0]" || got.Kind != capture.KindMap || got.ID != created {
		t.Errorf("resolved %+v, want map %d", got, created)
	}
}

func TestMalformedAttributes(t *testing.T) {
	p, load, _ := startChild(t, "malformed")
	calls := finish(t, p, load, uapi.BPF_PROG_LOAD)
	if len(calls) != 9*4+1 {
		t.Errorf("%d calls of BPF_PROG_LOAD, want 37", len(calls))
	}
}

func TestPins(t *testing.T) {
	p, load, _ := startChild(t, "pin")
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		pins, err := p.TakePins()
		if err != nil {
			t.Fatal(err)
		}
		if len(pins) == 1 {
			if pins[0].Path != "there" || pins[0].Kind != capture.KindMap || pins[0].ID != load.Calls()[0].Created.ID {
				t.Errorf("pin %+v", pins[0])
			}
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("no pin")
		}
	}
	if pins, err := p.TakePins(); err != nil || len(pins) != 0 {
		t.Errorf("after removal: %v, %v", pins, err)
	}
	if _, err := os.Stat(BPFFS + "/there"); err == nil {
		t.Error("the pin is on the machine's bpffs")
	}
}

func TestKillEndsTree(t *testing.T) {
	p, _, _ := startChild(t, "hang")
	time.Sleep(50 * time.Millisecond)
	if err := p.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err == nil || !strings.Contains(err.Error(), "SIGKILL") {
		t.Errorf("wait: %v", err)
	}
	if err := unix.Kill(p.Pid(), 0); err != unix.ESRCH {
		t.Errorf("process %d: %v, want ESRCH", p.Pid(), err)
	}
}

func TestMissingProgram(t *testing.T) {
	bpftest.Require(t)
	p, err := Start(Command{Path: "/no/such/program", Stderr: os.Stderr})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Wait(); err == nil || err.Error() != "exit status "+strconv.Itoa(exitTrampoline) {
		t.Errorf("wait: %v", err)
	}
}

func addressOf(b []byte) uintptr { return uintptr(uapi.BytesPointer(b).Addr()) }

// TestForeignChild: a tracer whose thread has forked an ordinary process before still sees the end of its own tree.
func TestForeignChild(t *testing.T) {
	bpftest.Require(t)
	for range 20 { // on whatever threads there are: some become tracers'
		other := exec.Command("sleep", "5")
		if err := other.Start(); err != nil {
			t.Fatal(err)
		}
		defer func() {
			_ = other.Process.Kill()
			_ = other.Wait()
		}()
		p, load, _ := startChild(t, "map")
		finish(t, p, load, uapi.BPF_MAP_CREATE)
	}
}
