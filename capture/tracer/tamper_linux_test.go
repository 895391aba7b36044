package tracer

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/internal/bpftest"
	"difftest/uapi"
)

// TestTamper: what a test writes into the attribute is what the kernel gets and what is recorded; what it writes later,
// what the kernel gets alone.
func TestTamper(t *testing.T) {
	bpftest.Require(t)
	for name, tt := range map[string]struct {
		tamper   func(e Entry, change func())
		recorded uint32
	}{
		"recorded": {func(_ Entry, change func()) { change() }, 7},
		"later":    {Entry.Later, 3},
	} {
		t.Run(name, func(t *testing.T) {
			load, calls := tampered(t, func(e Entry) (void bool) {
				tt.tamper(e, func() { setMaxEntries(t, e, 7) })
				return false
			})
			if len(calls) != 1 || calls[0].Created == nil {
				t.Fatalf("calls %+v", calls)
			}
			attr, _, err := uapi.Decode(calls[0].Cmd, calls[0].Attr)
			if err != nil {
				t.Fatal(err)
			}
			if got := attr.(*uapi.MapCreateAttr).MaxEntries; got != tt.recorded {
				t.Errorf("recorded max_entries %d, want %d", got, tt.recorded)
			}
			fd, ok := load.FD(calls[0].Created.Kind, calls[0].Created.ID)
			info := uapi.MapInfo{}
			if err := uapi.ObjInfo(uapi.FD(fd), &info); !ok || err != nil || info.MaxEntries != 7 {
				t.Errorf("the kernel has max_entries %d (%v), want 7", info.MaxEntries, err)
			}
		})
	}
}

// tampered runs a command that makes a map, and returns its calls that do.
func tampered(t *testing.T, tamper Tamper) (*Load, []capture.Call) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p, load, err := StartLoad(Command{
		Path: self, Args: []string{childArg, "map"}, Env: os.Environ(), Stderr: os.Stderr, Tamper: tamper,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { load.Close() })
	return load, finish(t, p, load, uapi.BPF_MAP_CREATE)
}

// setMaxEntries writes a number into the attribute of a BPF_MAP_CREATE.
func setMaxEntries(t *testing.T, e Entry, n uint32) {
	const maxEntries = 12 // its offset in the attribute
	data := native.AppendUint32(nil, n)
	local := []unix.Iovec{{Base: &data[0], Len: uint64(len(data))}}
	remote := []unix.RemoteIovec{{Base: uintptr(e.Attr) + maxEntries, Len: len(data)}}
	if _, err := unix.ProcessVMWritev(e.TID, local, remote, 0); err != nil {
		t.Error(err)
	}
}

// TestVoidCall: a call that a test makes void is not recorded.
func TestVoidCall(t *testing.T) {
	bpftest.Require(t)
	if _, calls := tampered(t, func(Entry) (void bool) { return true }); len(calls) != 0 {
		t.Errorf("calls %+v", calls)
	}
}
