package tracer

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	ptraceGetSyscallInfo = 0x420e // PTRACE_GET_SYSCALL_INFO, since Linux 5.3

	syscallInfoExit    = 2 // PTRACE_SYSCALL_INFO_EXIT
	syscallInfoSeccomp = 3 // PTRACE_SYSCALL_INFO_SECCOMP

	traceOptions = unix.PTRACE_O_TRACESECCOMP | unix.PTRACE_O_TRACECLONE | unix.PTRACE_O_TRACEFORK |
		unix.PTRACE_O_TRACEVFORK | unix.PTRACE_O_TRACEEXEC | unix.PTRACE_O_TRACESYSGOOD | unix.PTRACE_O_EXITKILL
)

// syscallInfo is struct ptrace_syscall_info with its union laid out as at a seccomp stop; at an exit stop the first word
// of it is the result.
type syscallInfo struct {
	Op       uint8
	_        [3]uint8
	Arch     uint32
	IP, SP   uint64
	Nr       uint64 // exit: rval
	Args     [6]uint64
	RetData  uint32
	Reserved uint32
}

// rval is the result at an exit stop: a value or a negated errno.
func (s *syscallInfo) rval() int64 { return int64(s.Nr) }

func getSyscallInfo(tid int) (*syscallInfo, error) {
	var info syscallInfo
	_, _, errno := unix.Syscall6(unix.SYS_PTRACE, ptraceGetSyscallInfo, uintptr(tid), unsafe.Sizeof(info),
		uintptr(unsafe.Pointer(&info)), 0, 0)
	if errno != 0 {
		return nil, fmt.Errorf("PTRACE_GET_SYSCALL_INFO: %w", errno)
	}
	return &info, nil
}

// resume lets a stopped thread run: to the exit of its call if it is inside an observed one, else freely.
func resume(tid int, toExit bool, sig unix.Signal) {
	req := uintptr(unix.PTRACE_CONT)
	if toExit {
		req = unix.PTRACE_SYSCALL
	}
	// ESRCH means that the thread was killed meanwhile: its end is reported by wait4.
	_, _, _ = unix.Syscall6(unix.SYS_PTRACE, req, uintptr(tid), 0, uintptr(sig), 0, 0)
}
