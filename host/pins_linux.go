package host

import (
	"fmt"
	"strings"

	"golang.org/x/sys/unix"

	"difftest/capture/tracer"
	"difftest/corpus"
	"difftest/uapi"
)

// pinBefore makes the pins that the case wants to exist before the load.
func pinBefore(proc *tracer.Process, obj *Object) (unpin func(), err error) {
	var fds []int
	unpin = func() {
		for _, fd := range fds {
			unix.Close(fd)
		}
	}
	folder := strings.TrimPrefix(obj.Case.PinPath, tracer.BPFFS)
	for _, pin := range obj.Case.Pins {
		var fd uapi.FD
		if fd, err = newPin(pin); err != nil {
			break
		}
		fds = append(fds, int(fd))
		if err = proc.Pin(int(fd), folder+"/"+pin.Path); err != nil {
			break
		}
	}
	if err != nil {
		unpin()
		return func() {}, err
	}
	return unpin, nil
}

// newPin makes what is to be pinned.
func newPin(pin corpus.Pin) (uapi.FD, error) {
	if pin.Type == corpus.PinProgram {
		fd, err := newProgram()
		if err != nil {
			return 0, fmt.Errorf("pin %s: load: %w", pin.Path, err)
		}
		return fd, nil
	}
	mapType, ok := uapi.ParseMapType("BPF_MAP_TYPE_" + strings.ToUpper(pin.Type))
	if !ok {
		return 0, fmt.Errorf("pin %s: no map type %q", pin.Path, pin.Type)
	}
	entries := pin.MaxEntries
	if mapType == uapi.BPF_MAP_TYPE_PERF_EVENT_ARRAY && entries == 0 {
		entries = uint32(tracer.PossibleCPUs())
	}
	fd, err := uapi.MapCreate(&uapi.MapCreateAttr{
		MapType: mapType, KeySize: pin.KeySize, ValueSize: pin.ValueSize, MaxEntries: entries,
		MapFlags: uapi.MapFlags(pin.MapFlags),
	})
	if err != nil {
		return 0, fmt.Errorf("pin %s: create: %w", pin.Path, err)
	}
	return fd, nil
}

// newProgram loads the smallest program there is: a socket filter that returns 0.
func newProgram() (uapi.FD, error) {
	insns := []byte{0xb7, 0, 0, 0, 0, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0} // r0 = 0; exit
	return uapi.LoadProg(&uapi.ProgLoadAttr{
		ProgType: uapi.BPF_PROG_TYPE_SOCKET_FILTER, InsnCnt: 2, Insns: uapi.BytesPointer(insns),
		License: uapi.StringPointer("GPL"),
	})
}
