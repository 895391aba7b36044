package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// alone as first argument makes this program the step between the shim and a command: see isolate.
const alone = "--alone"

// isolate gives the command network and mount namespaces of its own: the next `ip link set dev lo xdp` would else meet
// what the last one attached. The bpffs is the plugin's, which the host empties between objects. What prepares the mounts
// runs in them: this program again.
func isolate(cmd *exec.Cmd) {
	cmd.Args = append([]string{os.Args[0], alone, cmd.Path}, cmd.Args...)
	cmd.Path = "/proc/self/exe"
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWNET}
}

// enter gives the command whose path and arguments these are an empty /run, where it would meet locks of the last one or of
// another that runs beside it, and becomes the command. It returns only if it cannot.
func enter(command []string) error {
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	if err := syscall.Mount("run", "/run", "tmpfs", 0, "mode=755"); err != nil {
		return fmt.Errorf("/run: %w", err)
	}
	return fmt.Errorf("%s: %w", command[0], syscall.Exec(command[0], command[1:], os.Environ()))
}

// end ends the process as no command does that refuses an object: by a signal.
func end() { _ = syscall.Kill(os.Getpid(), syscall.SIGABRT) }
