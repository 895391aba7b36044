package progrun

import (
	"encoding/binary"
	"testing"

	"golang.org/x/sys/unix"

	"difftest/internal/bpftest"
	"difftest/uapi"
)

// newMap creates a map that is closed with the test.
func newMap(t *testing.T, typ uapi.MapType, key, value, entries uint32) uapi.FD {
	t.Helper()
	bpftest.Require(t)
	fd, err := uapi.MapCreate(&uapi.MapCreateAttr{MapType: typ, KeySize: key, ValueSize: value, MaxEntries: entries})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Close(int(fd)) })
	return fd
}

func update(t *testing.T, fd uapi.FD, key uint32, value []byte) {
	t.Helper()
	err := uapi.MapUpdateElem(&uapi.MapUpdateElemAttr{
		MapFD: fd, Key: uapi.BytesPointer(binary.NativeEndian.AppendUint32(nil, key)), Value: uapi.BytesPointer(value),
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestReadMap(t *testing.T) {
	tests := map[string]struct {
		typ           uapi.MapType
		entries, keys []uint32 // entries[0] is max_entries
	}{
		"small array": {uapi.BPF_MAP_TYPE_ARRAY, []uint32{4}, []uint32{0, 3}},
		"large array": {uapi.BPF_MAP_TYPE_ARRAY, []uint32{300_000}, []uint32{0, 1, 131_071, 131_072, 299_999}},
		"hash":        {uapi.BPF_MAP_TYPE_HASH, []uint32{10}, []uint32{2, 7}},
		"empty":       {uapi.BPF_MAP_TYPE_HASH, []uint32{10}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			fd := newMap(t, tt.typ, 4, 8, tt.entries[0])
			for _, k := range tt.keys {
				update(t, fd, k, binary.NativeEndian.AppendUint64(nil, uint64(k)+1))
			}
			state := ReadMap(int(fd), 1)
			if state.Problem != "" || state.ID == 0 || len(state.Entries) != len(tt.keys) {
				t.Fatalf("state %+v", state)
			}
			for i, k := range tt.keys {
				e := state.Entries[i]
				if binary.NativeEndian.Uint32(e.Key) != k || binary.NativeEndian.Uint64(e.Value) != uint64(k)+1 {
					t.Errorf("entry %d is %v, want key %d", i, e, k)
				}
			}
		})
	}
}

// TestReadInnerMap: a map of maps answers ids.
func TestReadInnerMap(t *testing.T) {
	inner := newMap(t, uapi.BPF_MAP_TYPE_ARRAY, 4, 4, 1)
	outer, err := uapi.MapCreate(&uapi.MapCreateAttr{
		MapType: uapi.BPF_MAP_TYPE_ARRAY_OF_MAPS, KeySize: 4, ValueSize: 4, MaxEntries: 3, InnerMapFD: inner,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(int(outer))
	update(t, outer, 1, binary.NativeEndian.AppendUint32(nil, uint32(inner)))
	got, want := ReadMap(int(outer), 1), ReadMap(int(inner), 1)
	if len(got.Entries) != 1 || binary.NativeEndian.Uint32(got.Entries[0].Value) != want.ID {
		t.Errorf("entries %v, want slot 1 with id %d", got.Entries, want.ID)
	}
}

func TestFrozen(t *testing.T) {
	fd := newMap(t, uapi.BPF_MAP_TYPE_ARRAY, 4, 4, 1)
	before := ReadMap(int(fd), 1).Frozen
	if err := uapi.MapFreeze(&uapi.MapFreezeAttr{MapFD: fd}); err != nil {
		t.Fatal(err)
	}
	if after := ReadMap(int(fd), 1).Frozen; before || !after {
		t.Errorf("frozen before %v, after %v", before, after)
	}
}

func TestReadTooLarge(t *testing.T) {
	fd := newMap(t, uapi.BPF_MAP_TYPE_ARRAY, 4, 4096, 1<<15)
	if state := ReadMap(int(fd), 1); state.Problem == "" || len(state.Entries) != 0 {
		t.Errorf("state %+v, want a problem", state)
	}
}
