package host

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"difftest/capture"
	"difftest/capture/progrun"
	"difftest/capture/tracer"
)

// traceCommand shows what any command loads.
func (a *app) traceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "trace -- COMMAND ARG...",
		Short: "print the canonical form of whatever a command loads: bpftool, tc, an agent",
		Long: "trace runs a command in mount and pid namespaces of its own with an empty bpffs, and prints what it\n" +
			"loaded when it has ended. An interrupt ends the command first.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.trace(cmd.Context(), args) },
	}
	a.formFlags(cmd)
	return cmd
}

func (a *app) trace(ctx context.Context, args []string) error {
	if os.Geteuid() != 0 {
		return errNoPrivileges
	}
	kernel, note, err := readKernelBTF()
	if err != nil {
		return err
	}
	if note != "" {
		fmt.Fprintf(a.stderr, "difftest: %s\n", note)
	}
	target, err := thisTarget(kernel)
	if err != nil {
		return err
	}
	proc, load, err := tracer.StartLoad(tracer.Command{
		Path: args[0], Args: args[1:], Env: os.Environ(), Stdin: os.Stdin, Stdout: os.Stderr, Stderr: os.Stderr,
	})
	if err != nil {
		return err
	}
	defer load.Close()
	select {
	case <-proc.Done():
	case <-ctx.Done():
		if err := proc.Kill(); err != nil {
			return err
		}
	}
	proc.End()
	rec := &capture.Recording{
		Format: capture.FormatVersion, Target: target, Loader: capture.Loader{Name: args[0]},
		Object: capture.Object{Path: strings.Join(args, " ")},
		Loads:  []capture.Load{{Answer: commandAnswer(proc.Wait()), Calls: load.Calls()}},
	}
	for _, id := range load.Held(capture.KindMap) {
		fd, _ := load.FD(capture.KindMap, id)
		rec.Loads[0].Maps = append(rec.Loads[0].Maps, progrun.ReadMap(fd, target.CPUs))
	}
	rec.KernelTypes = kernel.name(rec)
	return a.show(rec)
}

// commandAnswer is the outcome of a command that says nothing but its exit status.
func commandAnswer(err error) capture.Answer {
	if err != nil {
		return capture.Answer{Outcome: capture.Rejected, Call: "load", Message: err.Error()}
	}
	return capture.Answer{Outcome: capture.Loaded}
}
