package progrun

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/uapi"
)

// errDamaged ends a runner whose descriptors a program has closed.
var errDamaged = errors.New("a program closed the runner's descriptors")

// runAll runs a program on each input, replies after each, and says when nothing of the program is left.
func (s *server) runAll(fds []uapi.FD, body []byte) error {
	if len(fds) != 1 {
		return fmt.Errorf("%d descriptors", len(fds))
	}
	var req runRequest
	err := req.decode(body)
	if err == nil {
		err = s.runEach(fds[0], &req)
	}
	unix.Close(int(fds[0]))
	if err != nil {
		return err
	}
	s.out = s.out[:0]
	return s.send(tellDone)
}

func (s *server) runEach(prog uapi.FD, req *runRequest) error {
	s.watch.use(usedMaps(prog))
	link, errno := attach(prog, req.attach)
	if link >= 0 {
		defer unix.Close(int(link))
	}
	fits := true
	for i, in := range req.inputs {
		r := reply{Errno: errno}
		if errno == 0 {
			r = s.testRun(prog, req, in)
		}
		if req.ctxOut == ctxInPlace {
			closeOthers()
		}
		s.finish(&r, i == len(req.inputs)-1)
		s.out = r.encode(s.out[:0])
		if fits = fits && s.shared.put(s.out); !fits { // nor those after it, so that they come in order
			if err := s.send(tellReply); err != nil {
				return err
			}
		}
		if r.Damaged {
			return errDamaged
		}
	}
	return nil
}

// attach attaches a program for which the kernel's test run calls the function that it is attached to.
func attach(prog uapi.FD, wanted bool) (link uapi.FD, errno uint32) {
	if !wanted {
		return -1, 0
	}
	link, err := uapi.RawTracepointOpen(&uapi.RawTracepointOpenAttr{ProgFD: prog})
	if err != nil {
		return -1, errnoOf(err)
	}
	return link, 0
}

// usedMaps returns the ids of the maps that a program refers to.
func usedMaps(prog uapi.FD) (ids []uapi.MapID, known bool) {
	const room = 256
	list := make([]byte, 4*room)
	info := uapi.ProgInfo{NrMapIDs: room, MapIDs: uapi.BytesPointer(list)}
	raw := info.Marshal()
	err := uapi.ObjGetInfoByFD(&uapi.ObjGetInfoByFDAttr{
		BPFFD: prog, InfoLen: uint32(len(raw)), Info: uapi.BytesPointer(raw),
	})
	if err != nil {
		return nil, false
	}
	info, _ = uapi.DecodeProgInfo(raw)
	if info.NrMapIDs > room {
		return nil, false
	}
	for i := range int(info.NrMapIDs) {
		ids = append(ids, uapi.MapID(binary.NativeEndian.Uint32(list[4*i:])))
	}
	return ids, true
}

func errnoOf(err error) uint32 {
	var errno unix.Errno
	if errors.As(err, &errno) {
		return uint32(errno)
	}
	return uint32(unix.EIO)
}

// testRun runs the program once.
func (s *server) testRun(prog uapi.FD, req *runRequest, in capture.Input) reply {
	attr := &uapi.ProgTestRunAttr{
		ProgFD: prog,
		DataIn: uapi.BytesPointer(in.Data), DataSizeIn: uint32(len(in.Data)),
		CtxIn: uapi.BytesPointer(in.Ctx), CtxSizeIn: uint32(len(in.Ctx)),
	}
	if in.OnCPU {
		// Asked for another CPU, the kernel interrupts whatever runs there, and a program that sends a signal would send it
		// to that. So this thread goes there first.
		back, err := moveTo(int(in.CPU))
		if err != nil {
			return reply{Errno: uint32(unix.ENXIO)} // as the kernel says of a CPU that is not there
		}
		defer back()
		attr.Flags, attr.CPU = uapi.BPF_F_TEST_RUN_ON_CPU, in.CPU
	}
	if req.dataOut {
		attr.DataOut, attr.DataSizeOut = uapi.BytesPointer(s.data), uint32(len(s.data))
	}
	if req.ctxOut == ctxAlways || req.ctxOut == ctxWithIn && in.Ctx != nil {
		attr.CtxOut, attr.CtxSizeOut = uapi.BytesPointer(s.ctx), uint32(len(s.ctx))
	}
	if req.ctxOut == ctxPointee && in.State != nil {
		binary.NativeEndian.PutUint64(in.Ctx, uapi.BytesPointer(in.State).Addr())
	}
	if err := uapi.ProgTestRun(attr); err != nil {
		return reply{Errno: errnoOf(err)}
	}
	r := reply{Retval: attr.Retval}
	if req.dataOut {
		r.Data = s.data[:attr.DataSizeOut]
		r.Same = in.Data != nil && bytes.Equal(r.Data, in.Data)
	}
	if r.Same {
		r.Data = nil
	}
	switch {
	case !attr.CtxOut.IsNull():
		r.Ctx = s.ctx[:attr.CtxSizeOut]
	case req.ctxOut == ctxInPlace:
		r.Ctx = in.Ctx
	case req.ctxOut == ctxPointee:
		r.Ctx = in.State
	}
	return r
}

// closeOthers closes what a program has opened, which may be attached to something, and fills what it has closed.
func closeOthers() {
	_ = unix.CloseRange(openFrom, keptFrom-1, 0)
	fill()
}

// finish adds what the run changed in the maps.
func (s *server) finish(r *reply, last bool) {
	var err error
	r.Changes, err = s.watch.look(last)
	r.Damaged = err != nil || r.Errno == uint32(unix.EBADF)
}
