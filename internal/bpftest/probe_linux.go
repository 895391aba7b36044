package bpftest

import (
	"errors"
	"os"
	"runtime"
	"sync"
	"unsafe"

	"golang.org/x/sys/unix"
)

// probe loads a program that returns 0, once for all tests of a process.
var probe = sync.OnceValue(func() error {
	if os.Geteuid() != 0 {
		return errors.New("not root")
	}
	license := []byte("GPL\x00")
	insns := []uint64{0x00000000000000b7, 0x0000000000000095} // r0 = 0; exit
	attr := struct {
		progType, insnCnt uint32
		insns, license    uint64
	}{
		progType: unix.BPF_PROG_TYPE_SOCKET_FILTER, insnCnt: uint32(len(insns)),
		insns: uint64(uintptr(unsafe.Pointer(&insns[0]))), license: uint64(uintptr(unsafe.Pointer(&license[0]))),
	}
	fd, errno := uintptr(0), unix.EAGAIN // which says that a signal came, as Go's scheduler sends them
	for errno == unix.EAGAIN {
		fd, _, errno = unix.Syscall(unix.SYS_BPF, unix.BPF_PROG_LOAD, uintptr(unsafe.Pointer(&attr)), unsafe.Sizeof(attr))
	}
	runtime.KeepAlive(insns)
	runtime.KeepAlive(license)
	if errno != 0 {
		return os.NewSyscallError("bpf(BPF_PROG_LOAD)", errno)
	}
	return unix.Close(int(fd))
})
