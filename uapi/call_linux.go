package uapi

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// call makes the system call and takes what the kernel wrote into the attribute back into attr. Errors are of type
// unix.Errno.
func call(attr attribute) (int, error) {
	var pins runtime.Pinner
	defer pins.Unpin()
	for _, p := range attr.buffers() {
		if p.base != nil {
			pins.Pin(p.base)
		}
	}
	b := attr.Marshal()
	n, _, errno := unix.Syscall(unix.SYS_BPF, uintptr(attr.Cmd()), uintptr(unsafe.Pointer(unsafe.SliceData(b))),
		uintptr(len(b)))
	attr.readBack(b)
	if errno != 0 {
		return -1, errno
	}
	return int(n), nil
}
