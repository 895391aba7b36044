package loaderplugin

import "golang.org/x/sys/unix"

// mark makes the call by which the host sees where the plugin's own calls begin or end. It fails by design.
func mark(cmd uintptr) {
	_, _, _ = unix.Syscall(unix.SYS_BPF, cmd, 0, 0)
}
