package tracer

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"

	"golang.org/x/sys/unix"
)

// TrampolineArg is the first argument with which Start re-executes the program; main must hand over to Trampoline.
const TrampolineArg = "__trampoline"

// UntracedArg is the first argument with which the program is executed in place of a command that nothing is to observe;
// main must hand over to Untraced.
const UntracedArg = "__untraced"

// exitTrampoline is the exit status of a trampoline that could not execute its command.
const exitTrampoline = 127

// bpffsMagic is BPF_FS_MAGIC of linux/magic.h.
const bpffsMagic = 0xcafe4a11

// BPFFS is where a command finds its own, empty BPF filesystem.
const BPFFS = "/sys/fs/bpf"

// Trampoline prepares the namespaces that it was started in and executes the command args[0] with args. It returns only
// on failure: the exit status, with a line on stderr that says what could not be done.
func Trampoline(args []string, stderr io.Writer) int { return trampoline(args, stderr, installFilter) }

// Untraced does what Trampoline does, so that the command finds an empty bpffs of its own, but lets the command call
// bpf(2) unobserved. It is to be started in a mount namespace of its own.
func Untraced(args []string, stderr io.Writer) int {
	return trampoline(args, stderr, func() error { return nil })
}

// trampoline executes a command in private mounts, with the filter that install installs.
func trampoline(args []string, stderr io.Writer, install func() error) int {
	runtime.LockOSThread()
	confined := len(args) > 0 && args[0] == confineArg
	if confined {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(stderr, "trampoline: no command")
		return exitTrampoline
	}
	err := func() error {
		if err := privateMounts(); err != nil {
			return err
		}
		path, err := exec.LookPath(args[0])
		if err != nil {
			return err
		}
		if err := install(); err != nil {
			return err
		}
		if confined {
			if err := confine(); err != nil {
				return err
			}
		}
		return fmt.Errorf("execute %s: %w", path, unix.Exec(path, args, os.Environ()))
	}()
	fmt.Fprintf(stderr, "trampoline: %v\n", err)
	return exitTrampoline
}

// privateMounts detaches the mount namespace from its parent and mounts a /proc that matches the pid namespace and an
// empty bpffs.
func privateMounts() error {
	if err := unix.Mount("none", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	if err := unix.Mount("proc", "/proc", "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, ""); err != nil {
		return fmt.Errorf("mount /proc: %w", err)
	}
	// What the machine has on its bpffs may be a tree of mounts; one on top hides it from this namespace.
	if err := unix.Mount("bpf", BPFFS, "bpf", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "mode=0700"); err != nil {
		if !errors.Is(err, unix.ENOENT) {
			return fmt.Errorf("mount %s: %w", BPFFS, err)
		}
		// No /sys here (a bare chroot or container): BPF without pins is still worth observing.
	}
	return nil
}
