package tracer

import (
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Offsets in struct seccomp_data, and what the filter compares with.
// https://github.com/torvalds/linux/blob/v6.12/include/uapi/linux/seccomp.h#L62-L67
const (
	seccompDataNr   = 0
	seccompDataArch = 4

	auditArchI386   = 0x40000003
	auditArchX86_64 = 0xc000003e
	auditArchARM    = 0x40000028
	auditArchARM64  = 0xc00000b7

	x32SyscallBit = 0x40000000 // an x86-64 call through the x32 ABI carries it in its number
)

// traceData is what PTRACE_GETEVENTMSG answers at a stop for our filter.
const traceData = 0xdf

// nativeArch and the numbers of bpf(2) in the native and in the 32-bit ABI, by GOARCH.
var abis = map[string]struct {
	arch, compatArch uint32
	nr, compatNr     uint32
}{
	"amd64": {auditArchX86_64, auditArchI386, 321, 357},
	"arm64": {auditArchARM64, auditArchARM, 280, 386},
}

// filter returns a seccomp filter that stops the caller at bpf(2), native or 32-bit, and allows all else. It checks the
// architecture first: a 32-bit child of a 64-bit command has other call numbers and would escape.
func filter() ([]unix.SockFilter, error) {
	abi, ok := abis[runtime.GOARCH]
	if !ok {
		return nil, fmt.Errorf("no seccomp filter for %s", runtime.GOARCH)
	}
	ld := func(off uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: off}
	}
	jeq := func(k uint32, jt, jf uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jt: jt, Jf: jf, K: k}
	}
	ret := func(k uint32) unix.SockFilter { return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: k} }
	return []unix.SockFilter{
		ld(seccompDataArch),
		jeq(abi.arch, 2, 0),
		jeq(abi.compatArch, 3, 0),
		ret(unix.SECCOMP_RET_ALLOW),
		ld(seccompDataNr), // native
		{Code: unix.BPF_ALU | unix.BPF_AND | unix.BPF_K, K: ^uint32(x32SyscallBit)},
		jeq(abi.nr, 3, 2),
		ld(seccompDataNr), // 32-bit
		jeq(abi.compatNr, 1, 0),
		ret(unix.SECCOMP_RET_ALLOW),
		ret(unix.SECCOMP_RET_TRACE | traceData),
	}, nil
}

// installFilter puts the filter on the calling thread; it survives execve and is inherited by children. A caller
// without CAP_SYS_ADMIN must first give up gaining privileges by execve.
func installFilter() error {
	prog, err := filter()
	if err != nil {
		return err
	}
	fprog := unix.SockFprog{Len: uint16(len(prog)), Filter: &prog[0]}
	set := func() unix.Errno {
		_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&fprog)))
		return errno
	}
	errno := set()
	if errno == unix.EACCES {
		if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
			return fmt.Errorf("no_new_privs: %w", err)
		}
		errno = set()
	}
	if errno != 0 {
		return fmt.Errorf("seccomp filter: %w", errno)
	}
	runtime.KeepAlive(prog)
	return nil
}
