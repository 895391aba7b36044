package host

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"difftest/capture"
	"difftest/normalize"
)

// loadSettings say how one load is made.
type loadSettings struct {
	noCapture bool // without the tracer
	wait      bool // for the user, before the load
}

// loadCommand loads one object once.
func (a *app) loadCommand() *cobra.Command {
	var s loadSettings
	cmd := &cobra.Command{
		Use:   "load OBJECT --loader LOADER [--no-capture]",
		Short: "load an object once and print the loader's answer; --no-capture leaves the plugin to gdb, dlv or strace",
		Long: `load loads an object once, prints the loader's answer and lets everything go. With --no-capture nothing traces the
plugin, so that a debugger or strace can: its command and process are printed, and with --wait the load waits until a
line comes on standard input. The plugin still has a mount namespace and a bpffs of its own. --program chooses
programs to load.

  difftest load x.o --loader aya --no-capture --wait        then gdb -p PID, or dlv attach PID
  strace -f -e trace=bpf difftest load x.o --loader aya --no-capture

Exit status: 0 loaded, 1 rejected or unsupported, 2 the plugin broke.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.load(cmd, args[0], s) },
	}
	cmd.Flags().BoolVar(&s.noCapture, "no-capture", false, "without the tracer")
	cmd.Flags().BoolVar(&s.wait, "wait", false, "with --no-capture: wait for a line on standard input before the load")
	a.recordFlags(cmd)
	a.filterFlags(cmd)
	return cmd
}

func (a *app) load(cmd *cobra.Command, path string, s loadSettings) error {
	cols, err := a.shownColumns()
	if err != nil {
		return err
	}
	objects, problems := a.collect([]string{path})
	a.printProblems(problems, objects)
	if len(objects) != 1 || len(cols) != 1 {
		return fmt.Errorf("load: %d objects, %d loaders: want one of each", len(objects), len(cols))
	}
	var answer capture.Answer
	if s.noCapture {
		if !cmd.Flags().Changed("timeout") {
			a.timeout = 0 // somebody may stand in a debugger
		}
		answer, err = a.loadUntraced(cmd.Context(), cols[0].reg, objects[0], s.wait)
	} else {
		answer, err = a.loadTraced(cmd, cols, objects)
	}
	if err != nil {
		return err
	}
	return a.printAnswer(answer)
}

// loadTraced loads as a recording does.
func (a *app) loadTraced(cmd *cobra.Command, cols []column, objects []*Object) (answer capture.Answer, err error) {
	a.noRun = true
	b, err := a.backend()
	if err != nil {
		return answer, err
	}
	recordAll(cmd.Context(), b, 1, cols, objects, func(_ job, rec *capture.Recording) {
		answer = rec.Loads[0].Answer
		fmt.Fprintf(a.stdout, "%s %s made %d calls of bpf(2)\n", rec.Loader.Name, rec.Loader.Version,
			len(rec.Loads[0].Calls))
	})
	return answer, cmd.Context().Err()
}

// wantedPrograms are the object's programs that --program asks for, or none if it is not given.
func (a *app) wantedPrograms(obj *Object) []string {
	if a.filters.programs.IsZero() {
		return nil
	}
	var names []string
	for _, name := range programs(obj.Object) {
		if a.filters.programs.Match(name) {
			names = append(names, name)
		}
	}
	return names
}

// printAnswer prints what a loader said of a load.
func (a *app) printAnswer(answer capture.Answer) error {
	list := func(what string, named []capture.Named) {
		for _, n := range named {
			fmt.Fprintf(a.stdout, "  %s %s, id %d\n", what, n.Name, n.ID)
		}
	}
	switch answer.Outcome {
	case capture.Loaded:
		fmt.Fprintln(a.stdout, "loaded")
		list("program", answer.Programs)
		list("map", answer.Maps)
		return nil
	case capture.Rejected:
		said := answer.Message
		if answer.Errno != 0 {
			said = normalize.ErrnoName(answer.Errno) + ": " + said
		}
		fmt.Fprintf(a.stdout, "rejected by %s: %s\n", answer.Call, strings.TrimSpace(said))
		return errDiffers
	case capture.Unsupported:
		fmt.Fprintf(a.stdout, "unsupported: %s\n", answer.Message)
		return errDiffers
	}
	return errors.New("broken: " + answer.Message)
}
