package host

import (
	"context"
	"encoding/binary"
	"io"
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"difftest/capture/progrun"
	"difftest/capture/tracer"
	"difftest/diffreport"
	"difftest/internal/bpftest"
	"difftest/uapi"
)

// otherNumber has a number in the comparisons of all programs that are loaded changed: what a faulty loader would do.
func otherNumber(t *testing.T, from, to int32) tracer.Tamper {
	return func(e tracer.Entry) bool {
		if e.Cmd != uapi.BPF_PROG_LOAD {
			return false
		}
		attr := peek(t, e.PID, e.Attr, 16)
		insns := binary.NativeEndian.Uint64(attr[8:])
		code := peek(t, e.PID, insns, int(binary.NativeEndian.Uint32(attr[4:]))*8)
		for at := 0; at < len(code); at += 8 {
			class, imm := code[at]&7, code[at+4:at+8]
			if isJump := class == 5 || class == 6; isJump && int32(binary.NativeEndian.Uint32(imm)) == from {
				binary.NativeEndian.PutUint32(imm, uint32(to))
				poke(t, e.PID, insns+uint64(at)+4, imm)
			}
		}
		return false
	}
}

func peek(t *testing.T, pid int, addr uint64, n int) []byte {
	buf := make([]byte, n)
	local := []unix.Iovec{{Base: &buf[0], Len: uint64(n)}}
	if _, err := unix.ProcessVMReadv(pid, local, []unix.RemoteIovec{{Base: uintptr(addr), Len: n}}, 0); err != nil {
		t.Errorf("read memory: %v", err)
	}
	return buf
}

func poke(t *testing.T, pid int, addr uint64, data []byte) {
	local := []unix.Iovec{{Base: &data[0], Len: uint64(len(data))}}
	if _, err := unix.ProcessVMWritev(pid, local, []unix.RemoteIovec{{Base: uintptr(addr), Len: len(data)}}, 0); err != nil {
		t.Errorf("write memory: %v", err)
	}
}

// TestSearch plants loaders that get one number of a program wrong, so that few inputs show it, and holds the search to
// finding one, to cutting it down, and to telling it in the report.
func TestSearch(t *testing.T) {
	bpftest.Require(t)
	for name, tt := range map[string]struct {
		program  string
		from, to int32
		inputs   int // on which the loaders must part at the latest
		runs     int // in the report
		changed  int // bytes that the input that is kept may at most differ in from the one that it was made of
	}{
		"port":  {"port", 0x90, 0x91, 4000, 1, 2},
		"sum":   {"sum", 77, 78, 1000, 1, 3},
		"third": {"third", 3, 2, 4000, 2, 1},
	} {
		t.Run(name, func(t *testing.T) {
			a, w := libbpfTwice(t)
			objects, problems := collect([]string{"../corpus/cases/run/rarely.o"})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			w.recorders[1].tamper = otherNumber(t, tt.from, tt.to)
			out, ok := w.search(context.Background(), 1, objects[0], searchSettings{inputs: tt.inputs, seed: 1}, a.judge)
			if !ok || out.programs == 0 {
				t.Fatalf("searched %+v", out)
			}
			checkFound(t, a.judge(out.ref, out.got), tt.program, tt.runs)
			last := out.got.Inputs[len(out.got.Inputs)-1]
			if n := leastChanged(last.Data); n > tt.changed {
				t.Errorf("%d bytes of the input are changed: %x", n, last.Data)
			}
			t.Logf("%d inputs tried; kept %d bytes: %x", out.inputs, len(last.Data), last.Data)
		})
	}
}

// libbpfTwice is a comparison of libbpf with itself, until the test ends.
func libbpfTwice(t *testing.T) (*app, *kernelWorker) {
	t.Helper()
	a := &app{
		stdout: io.Discard, stderr: os.Stderr, registry: "../plugins/loaders.toml", reference: "libbpf",
		loaders: []string{"libbpf"}, jobs: 1, timeout: defaultTimeout,
	}
	cols, problems, err := a.columns()
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	back, err := a.backend()
	if err != nil {
		t.Fatal(err)
	}
	w := back.newWorker(cols).(*kernelWorker)
	t.Cleanup(w.close)
	return a, w
}

// checkFound looks for the difference that the search added.
func checkFound(t *testing.T, r diffreport.Result, program string, runs int) {
	t.Helper()
	found := 0
	for _, d := range r.Differences {
		if strings.HasPrefix(d.Key, "prog "+program+" run "+diffreport.SearchInput) && strings.HasSuffix(d.Key, " retval") {
			found++
			if d.Input == nil || len(d.Input.Data) == 0 {
				t.Errorf("%s: the input is not told: %+v", d.Key, d.Input)
			}
		}
	}
	if found == 0 {
		t.Errorf("nothing found: %v", r.Differences)
	}
}

// leastChanged is in how many bytes a packet differs from the nearest one of those that programs are always run on.
func leastChanged(data []byte) int {
	least := len(data)
	xdp, _ := progrun.Find(uapi.BPF_PROG_TYPE_XDP, 0)
	for _, in := range xdp.Inputs(progrun.Extra{}) {
		n, base := 0, in.Data
		for i := range min(len(data), len(base)) {
			if data[i] != base[i] {
				n++
			}
		}
		if len(data) <= len(base) {
			least = min(least, n)
		}
	}
	return least
}
