package tracer

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"

	"difftest/internal/bpftest"
	"difftest/uapi"
)

// TestTamper: what a test writes into the attribute is what the kernel gets and what is recorded.
func TestTamper(t *testing.T) {
	bpftest.Require(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	tamper := func(e Entry) (void bool) {
		const maxEntries = 12 // its offset in the attribute
		data := native.AppendUint32(nil, 7)
		local := []unix.Iovec{{Base: &data[0], Len: uint64(len(data))}}
		remote := []unix.RemoteIovec{{Base: uintptr(e.Attr) + maxEntries, Len: len(data)}}
		if _, err := unix.ProcessVMWritev(e.TID, local, remote, 0); err != nil {
			t.Error(err)
		}
		return false
	}
	p, load, err := StartLoad(Command{
		Path: self, Args: []string{childArg, "map"}, Env: os.Environ(), Stderr: os.Stderr, Tamper: tamper,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer load.Close()
	calls := finish(t, p, load, uapi.BPF_MAP_CREATE)
	if len(calls) != 1 || calls[0].Created == nil {
		t.Fatalf("calls %+v", calls)
	}
	attr, _, err := uapi.Decode(calls[0].Cmd, calls[0].Attr)
	if err != nil {
		t.Fatal(err)
	}
	if got := attr.(*uapi.MapCreateAttr).MaxEntries; got != 7 {
		t.Errorf("recorded max_entries %d, want 7", got)
	}
	fd, ok := load.FD(calls[0].Created.Kind, calls[0].Created.ID)
	info := uapi.MapInfo{}
	if err := uapi.ObjInfo(uapi.FD(fd), &info); !ok || err != nil || info.MaxEntries != 7 {
		t.Errorf("the kernel has max_entries %d (%v), want 7", info.MaxEntries, err)
	}
}

// TestVoidCall: a call that a test makes void is not recorded.
func TestVoidCall(t *testing.T) {
	bpftest.Require(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p, load, err := StartLoad(Command{
		Path: self, Args: []string{childArg, "map"}, Env: os.Environ(), Stderr: os.Stderr,
		Tamper: func(Entry) (void bool) { return true },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer load.Close()
	if calls := finish(t, p, load, uapi.BPF_MAP_CREATE); len(calls) != 0 {
		t.Errorf("calls %+v", calls)
	}
}
