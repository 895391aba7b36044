package tracer

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/uapi"
)

// The commands by which a plugin brackets calls that it makes only to learn ids. The kernel knows neither and answers
// EINVAL; they are not recorded.
const (
	ownBegin = 0x64660001
	ownEnd   = 0x64660000
)

// call is a bpf(2) that is being observed.
type call struct {
	capture.Call
	attr   uapi.Attr
	addr   uint64           // of the attribute
	maps   map[int32]fdInfo // descriptors of maps in the attribute, on entry
	load   *Load            // where it belongs; nil outside a load
	marker bool             // a bracket of the plugin's own calls
	// finished says that the record does not change any more; guarded by Process.mu.
	finished bool
}

// lose notes that something of the call could not be read.
func (c *call) lose(what string, err error) {
	c.Lost = append(c.Lost, what+": "+err.Error())
}

// enter reads a bpf(2) on entry: the attribute and all that the kernel is about to read.
func (p *Process) enter(tid int, t *thread, info *syscallInfo) *call {
	cmd := uint32(info.Args[0])
	if cmd == ownBegin || cmd == ownEnd {
		p.mu.Lock()
		p.own = cmd == ownBegin
		p.mu.Unlock()
		return &call{marker: true}
	}
	c := &call{addr: info.Args[1], maps: map[int32]fdInfo{}}
	c.PID, c.TID = t.leader(tid), tid
	c.Cmd, c.Size = uapi.Cmd(cmd), uint32(info.Args[2])
	c.Compat = info.Arch != abis[runtime.GOARCH].arch
	p.record(c)
	if c.Compat { // pointers and the layout are another ABI's: the raw attribute is what there is
		c.addr &= 0xffffffff
	}
	var err error
	if c.Attr, err = readMemory(tid, c.addr, uint64(min(c.Size, uapi.MaxAttrSize))); err != nil {
		c.lose("attr", err)
	}
	if c.attr, _, err = uapi.Decode(c.Cmd, c.Attr); err != nil {
		c.lose("attr", err)
		return c
	}
	for _, d := range c.attr.Descriptors() {
		c.resolve(d.Name, int32(d.FD))
	}
	for _, ptr := range c.attr.Pointers() {
		if ptr.Dir != uapi.Out {
			c.read(ptr)
		}
	}
	c.resolvePointees()
	return c
}

// record puts the call into the load that is going on, in order of entry.
func (p *Process) record(c *call) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c.Own = p.own
	c.load = p.load
	if c.load == nil {
		c.Outside = true
		p.outside = append(p.outside, c)
		return
	}
	c.load.calls = append(c.load.calls, c)
}

// resolve notes which kernel object a descriptor stands for.
func (c *call) resolve(where string, fd int32) fdInfo {
	info := readFDInfo(c.TID, fd)
	c.FDs = append(c.FDs, info.resolved(where, fd))
	if info.kind == capture.KindMap {
		c.maps[fd] = info
	}
	return info
}

// read reads what a pointer of the attribute points to.
func (c *call) read(ptr uapi.PointerField) {
	data, err := c.pointee(ptr)
	if err != nil {
		c.lose(ptr.Name, err)
	}
	if data != nil {
		c.Memory = append(c.Memory, capture.Memory{Field: ptr.Name, Data: data})
	}
}

// maxLog is the most that is kept of a verifier log, in bytes.
const maxLog = 1 << 20

func (c *call) pointee(ptr uapi.PointerField) ([]byte, error) {
	switch ptr.Len.Of {
	case uapi.LengthBytes:
		return readMemory(c.TID, ptr.Addr, ptr.Len.Bytes)
	case uapi.LengthCString:
		return readString(c.TID, ptr.Addr, maxString)
	case uapi.LengthLog:
		return readString(c.TID, ptr.Addr, min(ptr.Len.Bytes, maxLog))
	case uapi.LengthStrings:
		return c.strings(ptr)
	case uapi.LengthUnknown:
		return nil, nil // fd_array without a count: resolvePointees reads what the instructions use
	}
	n, err := c.mapLength(ptr.Len)
	if err != nil {
		return nil, err
	}
	return readMemory(c.TID, ptr.Addr, n)
}

// strings reads an array of addresses of C strings; each string is kept with its NUL.
func (c *call) strings(ptr uapi.PointerField) ([]byte, error) {
	addrs, err := readMemory(c.TID, ptr.Addr, ptr.Len.Bytes)
	var out []byte
	for ; len(addrs) >= 8 && err == nil && len(out) < maxMemory; addrs = addrs[8:] {
		var s []byte
		s, err = readString(c.TID, native.Uint64(addrs), maxString)
		out = append(append(out, s...), 0)
	}
	return out, err
}

var errNoMap = errors.New("its map's descriptor is no map: length unknown")

// mapLength is the length of memory that is measured in keys and values of a map.
func (c *call) mapLength(l uapi.Length) (uint64, error) {
	m, ok := c.maps[int32(l.Map)]
	if !ok {
		return 0, errNoMap
	}
	key, value := uint64(m.keySize), uint64(valueSize(m))
	switch l.Of {
	case uapi.LengthKey:
		return key, nil
	case uapi.LengthValue:
		return value, nil
	case uapi.LengthKeys:
		return key * uint64(l.Count), nil
	case uapi.LengthValues:
		return value * uint64(l.Count), nil
	case uapi.LengthCursor:
		return max(4, key), nil
	}
	return 0, fmt.Errorf("length of %s", l.Of)
}

// exit reads the result of the call, all that the kernel wrote, and takes duplicates of what it created.
func (p *Process) exit(tid int, t *thread, c *call, ret int64) {
	if c.marker {
		return
	}
	c.Ret = ret
	if c.attr == nil {
		return
	}
	out, err := readMemory(tid, c.addr, uint64(len(c.Attr)))
	if err != nil {
		c.lose("attr on exit", err)
	}
	if !bytes.Equal(out, c.Attr) {
		c.AttrOut = out
	}
	for _, ptr := range c.attr.Pointers() {
		if ptr.Dir != uapi.In && (ret >= 0 || ptr.Len.Of == uapi.LengthLog || unix.Errno(-ret) == unix.ENOSPC) {
			c.read(ptr)
		}
	}
	if ret >= 0 && returnsFD(c.Cmd) {
		p.keep(tid, t, c)
	}
}

// returnsFD says whether the result of a command is a descriptor.
func returnsFD(cmd uapi.Cmd) bool {
	switch cmd {
	case uapi.BPF_MAP_CREATE, uapi.BPF_PROG_LOAD, uapi.BPF_OBJ_GET, uapi.BPF_BTF_LOAD, uapi.BPF_PROG_GET_FD_BY_ID,
		uapi.BPF_MAP_GET_FD_BY_ID, uapi.BPF_BTF_GET_FD_BY_ID, uapi.BPF_LINK_CREATE, uapi.BPF_LINK_GET_FD_BY_ID,
		uapi.BPF_RAW_TRACEPOINT_OPEN, uapi.BPF_ITER_CREATE, uapi.BPF_TOKEN_CREATE, uapi.BPF_ENABLE_STATS:
		return true
	}
	return false
}

// keep notes what the returned descriptor stands for and duplicates it if it is a program or a map. Links are never
// kept: a link that is held stays attached.
func (p *Process) keep(tid int, t *thread, c *call) {
	info := readFDInfo(tid, int32(c.Ret))
	created := info.resolved("", int32(c.Ret))
	c.Created = &created
	if c.Own || c.load == nil || (info.kind != capture.KindMap && info.kind != capture.KindProg) {
		return
	}
	fd, err := p.steal(tid, t, int32(c.Ret))
	if err != nil {
		c.lose("descriptor", err)
		return
	}
	c.load.hold(info, fd)
}

// finish closes the record of a call; from here on it does not change.
func (p *Process) finish(c *call) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c.maps, c.attr, c.finished = nil, nil, true
}
