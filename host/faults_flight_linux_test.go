package host

import (
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"difftest/capture/tracer"
	"difftest/insn"
	"difftest/uapi"
)

// A flight is a call of bpf(2) on its way to the kernel, which may be changed.
type flight struct {
	t *testing.T
	tracer.Entry
	attr uapi.Attr
	used uint64 // bytes of the stack that are taken
	void bool   // it is answered already
	done *int   // how many calls were changed
}

// redZone is what a function may use below the stack pointer.
const redZone = 128

// inFlight makes what plants a fault of a change to each call.
func inFlight(t *testing.T, done *int, change func(*flight)) func(tracer.Entry) bool {
	return func(e tracer.Entry) bool {
		attr, _, err := uapi.Decode(e.Cmd, peek(t, e.PID, e.Attr, int(e.Size)))
		if err != nil {
			return false
		}
		f := &flight{t: t, Entry: e, attr: attr, used: redZone, done: done}
		change(f)
		return f.void
	}
}

// native is the byte order of bpf(2): the machine's.
var native = binary.NativeEndian

func (f *flight) read(addr uint64, n int) []byte { return peek(f.t, f.PID, addr, n) }

func (f *flight) write(addr uint64, data []byte) {
	poke(f.t, f.PID, addr, data)
	*f.done++
}

// room puts data where the process has nothing, and returns its address.
func (f *flight) room(data []byte) uint64 {
	f.used += uint64(len(data)+15) &^ 15
	addr := (f.SP - f.used) &^ 15
	f.write(addr, data)
	return addr
}

// send writes the attribute back, to another place if it has grown.
func (f *flight) send() {
	data := f.attr.Marshal()
	n := len(data)
	for n > int(f.Size) && data[n-1] == 0 {
		n--
	}
	if n <= int(f.Size) {
		f.write(f.Attr, data[:min(len(data), int(f.Size))])
		return
	}
	f.Attr, f.Size = f.room(data), uint64(len(data))
	f.setArgs()
}

// insns reads the instructions of a program.
func (f *flight) insns(attr *uapi.ProgLoadAttr) []insn.Insn {
	list, err := insn.Decode(f.read(attr.Insns.Addr(), int(attr.InsnCnt)*insn.SlotSize), native)
	if err != nil {
		f.t.Error(err)
	}
	return list
}

// mapFD returns the descriptor by which the process refers to a map of s; 0 if there is none. Maps of one name are told
// apart by the order in which they were created.
func (f *flight) mapFD(s *sample, m *sentMap) int32 {
	n := 0 // maps of that name before m
	for _, o := range s.maps {
		if o.attr.MapName == m.attr.MapName && o.id < m.id {
			n++
		}
	}
	fds := f.objects("map_id")
	maps.DeleteFunc(fds, func(id uint32, _ int32) bool { return mapName(id) != m.attr.MapName })
	ids := slices.Sorted(maps.Keys(fds))
	if n >= len(ids) {
		return 0
	}
	return fds[ids[n]]
}

// isMap reports whether a descriptor of the process stands for a map of s.
func (f *flight) isMap(fd uapi.FD, s *sample, m *sentMap) bool {
	other := uapi.FD(f.mapFD(s, m))
	return f.object(int32(fd), "map_id") == f.object(int32(other), "map_id")
}

// objects returns the descriptors of the process by the ids of what they stand for, of the kind that has such an id.
func (f *flight) objects(kind string) map[uint32]int32 {
	fds := map[uint32]int32{}
	entries, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fdinfo", f.PID))
	for _, e := range entries {
		fd, _ := strconv.Atoi(e.Name())
		if id := f.object(int32(fd), kind); id != 0 {
			fds[id] = int32(fd)
		}
	}
	return fds
}

// object returns the id of what a descriptor stands for; 0 if it is not of that kind.
func (f *flight) object(fd int32, kind string) uint32 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/fdinfo/%d", f.PID, fd))
	_, rest, ok := strings.Cut(string(text), "\n"+kind+":\t")
	if !ok {
		return 0
	}
	id, _ := strconv.ParseUint(strings.Fields(rest)[0], 10, 32)
	return uint32(id)
}

// mapName is the name of a map of the kernel.
func mapName(id uint32) uapi.ObjName {
	var info uapi.MapInfo
	fd, err := uapi.MapGetFDByID(&uapi.MapGetFDByIDAttr{MapID: uapi.MapID(id)})
	if err != nil {
		return uapi.ObjName{}
	}
	defer unix.Close(int(fd))
	if err := uapi.ObjInfo(fd, &info); err != nil {
		return uapi.ObjName{}
	}
	return info.Name
}
