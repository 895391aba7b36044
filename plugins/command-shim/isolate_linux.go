package main

import (
	"os/exec"
	"syscall"
)

// isolate gives the command network and mount namespaces of its own: the next `ip link set dev lo xdp` would else meet
// what the last one attached. The bpffs is the plugin's, which the host empties between objects.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWNET}
}
