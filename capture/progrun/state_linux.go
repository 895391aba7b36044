package progrun

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"sort"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/uapi"
)

// maxContents is the most that is read of one map's contents, in bytes of keys and values.
const maxContents = 64 << 20

// ReadMap reads what the kernel holds in the map behind fd. Problem in the result says what could not be read.
func ReadMap(fd int, cpus int) capture.MapState {
	info, err := mapInfo(fd)
	if err != nil {
		return capture.MapState{Problem: err.Error()}
	}
	state := capture.MapState{ID: uint32(info.ID), Info: info, Frozen: frozen(fd)}
	reader := mapReader{fd: uapi.FD(fd), info: info, valueSize: lookupSize(info, cpus)}
	switch info.Type {
	case uapi.BPF_MAP_TYPE_ARRAY, uapi.BPF_MAP_TYPE_PERCPU_ARRAY, uapi.BPF_MAP_TYPE_PROG_ARRAY,
		uapi.BPF_MAP_TYPE_ARRAY_OF_MAPS:
		state.Entries, err = reader.array()
	case uapi.BPF_MAP_TYPE_HASH, uapi.BPF_MAP_TYPE_LRU_HASH, uapi.BPF_MAP_TYPE_PERCPU_HASH,
		uapi.BPF_MAP_TYPE_LRU_PERCPU_HASH, uapi.BPF_MAP_TYPE_HASH_OF_MAPS, uapi.BPF_MAP_TYPE_LPM_TRIE:
		state.Entries, err = reader.keyed()
	}
	if err != nil {
		state.Problem = err.Error()
	}
	return state
}

// frozen reports whether user space may not write to the map any more. The kernel says so in /proc alone
// (bpf_map_show_fdinfo in kernel/bpf/syscall.c).
func frozen(fd int) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/self/fdinfo/%d", fd))
	return err == nil && bytes.Contains(text, []byte("\nfrozen:\t1\n"))
}

func mapInfo(fd int) (uapi.MapInfo, error) {
	buf := make([]byte, 512) // struct bpf_map_info is 96 bytes in 6.18
	err := uapi.ObjGetInfoByFD(&uapi.ObjGetInfoByFDAttr{
		BPFFD: uapi.FD(fd), InfoLen: uint32(len(buf)), Info: uapi.BytesPointer(buf),
	})
	if err != nil {
		return uapi.MapInfo{}, fmt.Errorf("map info: %w", err)
	}
	info, _ := uapi.DecodeMapInfo(buf)
	return info, nil
}

// lookupSize is the size of the value that BPF_MAP_LOOKUP_ELEM answers: for per-CPU maps one for each possible CPU, each
// rounded up to 8 bytes; for maps that hold objects an id of 4 bytes.
func lookupSize(info uapi.MapInfo, cpus int) int {
	switch info.Type {
	case uapi.BPF_MAP_TYPE_PERCPU_ARRAY, uapi.BPF_MAP_TYPE_PERCPU_HASH, uapi.BPF_MAP_TYPE_LRU_PERCPU_HASH:
		return int(info.ValueSize+7) &^ 7 * cpus
	}
	return int(info.ValueSize)
}

type mapReader struct {
	fd        uapi.FD
	info      uapi.MapInfo
	valueSize int
}

func (r mapReader) lookup(key []byte) ([]byte, error) {
	value := make([]byte, r.valueSize)
	return value, r.lookupInto(key, value)
}

func (r mapReader) lookupInto(key, value []byte) error {
	return uapi.MapLookupElem(&uapi.MapLookupElemAttr{
		MapFD: r.fd, Key: uapi.BytesPointer(key), Value: uapi.BytesPointer(value),
	})
}

// batch reads as many elements as there is room for, from the first on, in one call. It returns how many there were.
func (r mapReader) batch(keys, values []byte) (int, error) {
	attr := uapi.MapLookupBatchAttr{
		MapFD: r.fd, Keys: uapi.BytesPointer(keys), Values: uapi.BytesPointer(values),
		OutBatch: uapi.BytesPointer(make([]byte, max(4, r.info.KeySize))), Count: uint32(len(keys)) / r.info.KeySize,
	}
	err := uapi.MapLookupBatch(&attr)
	if errors.Is(err, unix.ENOENT) { // those were the last
		err = nil
	}
	return int(attr.Count), err
}

// array reads an array; values that are zero, and empty slots, are left out.
func (r mapReader) array() ([]capture.Entry, error) {
	if size := uint64(r.info.MaxEntries) * uint64(r.valueSize+4); size > maxContents {
		return nil, fmt.Errorf("contents: %d bytes, only %d are read", size, maxContents)
	}
	if r.info.Type == uapi.BPF_MAP_TYPE_ARRAY && r.info.MaxEntries > batchFrom {
		return r.batches()
	}
	var entries []capture.Entry
	for i := range r.info.MaxEntries {
		key := binary.NativeEndian.AppendUint32(nil, i)
		value, err := r.lookup(key)
		if errors.Is(err, unix.ENOENT) {
			continue
		}
		if err != nil {
			return entries, fmt.Errorf("contents of slot %d: %w", i, err)
		}
		if len(bytes.Trim(value, "\x00")) > 0 {
			entries = append(entries, capture.Entry{Key: key, Value: value})
		}
	}
	return entries, nil
}

// Arrays above batchFrom elements are read in batches of at most batchBytes of values: a call for each element would
// take seconds for the million elements that real objects have.
const (
	batchFrom  = 64
	batchBytes = 1 << 20
)

// batches reads a large array.
func (r mapReader) batches() ([]capture.Entry, error) {
	per := max(1, batchBytes/max(1, r.valueSize))
	keys, values := make([]byte, per*4), make([]byte, per*r.valueSize)
	zero := make([]byte, r.valueSize)
	attr := uapi.MapLookupBatchAttr{
		MapFD: r.fd, Keys: uapi.BytesPointer(keys), Values: uapi.BytesPointer(values),
		OutBatch: uapi.BytesPointer(make([]byte, 4)),
	}
	var entries []capture.Entry
	for {
		attr.Count = uint32(per)
		err := uapi.MapLookupBatch(&attr)
		if err != nil && !errors.Is(err, unix.ENOENT) { // ENOENT: the last ones
			return entries, fmt.Errorf("contents: %w", err)
		}
		for i := range int(attr.Count) {
			if value := values[i*r.valueSize:][:r.valueSize]; !bytes.Equal(value, zero) {
				entries = append(entries, capture.Entry{Key: bytes.Clone(keys[i*4:][:4]), Value: bytes.Clone(value)})
			}
		}
		if err != nil || attr.Count == 0 {
			return entries, nil
		}
		next := bytes.Clone(attr.OutBatch.Bytes())
		attr.InBatch = uapi.BytesPointer(next)
	}
}

// keyed reads a map by its keys.
func (r mapReader) keyed() ([]capture.Entry, error) {
	var entries []capture.Entry
	var key []byte
	size := 0
	for {
		next := make([]byte, r.info.KeySize)
		err := uapi.MapGetNextKey(&uapi.MapGetNextKeyAttr{
			MapFD: r.fd, Key: uapi.BytesPointer(key), NextKey: uapi.BytesPointer(next),
		})
		if errors.Is(err, unix.ENOENT) {
			break
		}
		if err != nil {
			return entries, fmt.Errorf("contents: %w", err)
		}
		if key = next; size > maxContents {
			return entries, fmt.Errorf("contents: only %d bytes are read", maxContents)
		}
		value, err := r.lookup(key)
		if errors.Is(err, unix.ENOENT) {
			continue // gone meanwhile
		}
		if err != nil {
			return entries, fmt.Errorf("contents of key %x: %w", key, err)
		}
		entries = append(entries, capture.Entry{Key: key, Value: value})
		size += len(key) + len(value)
	}
	sort.Slice(entries, func(i, j int) bool { return bytes.Compare(entries[i].Key, entries[j].Key) < 0 })
	return entries, nil
}
