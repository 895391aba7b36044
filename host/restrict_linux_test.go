package host

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The commands of scripts that run another command with less than it needs.

// unprivileged runs its arguments as nobody, who may then reach the test's temporary folders.
func unprivileged() {
	path, err := exec.LookPath(os.Args[1])
	check(err)
	work, err := os.Getwd()
	check(err)
	for _, name := range []string{path, os.Getenv("SELF"), work} {
		for ; name != "/"; name = filepath.Dir(name) {
			info, err := os.Stat(name)
			check(err)
			if info.Mode()&0o005 != 0o005 {
				check(os.Chmod(name, 0o755))
			}
		}
	}
	const nobody = 65534
	runtime.LockOSThread()
	check(unix.Setgroups(nil))
	check(unix.Setresgid(nobody, nobody, nobody))
	check(unix.Setresuid(nobody, nobody, nobody))
	check(unix.Exec(path, os.Args[1:], os.Environ()))
}

// noPtrace runs its arguments under a seccomp filter that answers EPERM to ptrace, as container runtimes do.
func noPtrace() {
	path, err := exec.LookPath(os.Args[1])
	check(err)
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}, // the call's number
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_PTRACE, Jf: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
	}
	prog := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	runtime.LockOSThread()
	check(unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&prog)))
	if errno != 0 {
		check(errno)
	}
	check(unix.Exec(path, os.Args[1:], os.Environ()))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, os.Args[0], err)
		os.Exit(99)
	}
}

// restrict runs one of the commands above.
func restrict(name string) {
	map[string]func(){"unprivileged": unprivileged, "noptrace": noPtrace}[name]()
}
