package host

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"difftest/capture"
	"difftest/normalize"
)

// showCommand prints canonical forms.
func (a *app) showCommand() *cobra.Command {
	var log, probes bool
	cmd := &cobra.Command{
		Use:   "show OBJECT...",
		Short: "print the canonical form of an object as one loader loads it (default the reference)",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cols, err := a.shownColumns()
			if err != nil {
				return err
			}
			objects, problems := a.collect(args)
			a.printProblems(problems, objects)
			if len(objects) == 0 {
				return errNothing
			}
			b, err := a.backend()
			if err != nil {
				return err
			}
			var failed error
			recordAll(cmd.Context(), b, 1, cols, objects, func(_ job, rec *capture.Recording) {
				show := a.show
				switch {
				case log:
					show = a.showLogs
				case probes:
					show = a.showProbes
				}
				if err := show(rec); err != nil {
					failed = err
				}
			})
			return failed
		},
	}
	cmd.Flags().BoolVar(&log, "log", false, "print the verifier's log instead")
	a.recordFlags(cmd)
	a.formFlags(cmd)
	cmd.Flags().BoolVar(&probes, "probes", false, "list the calls that the form leaves out")
	a.filterFlags(cmd)
	return cmd
}

// shownColumns are the loaders that --loader names, or the reference.
func (a *app) shownColumns() ([]column, error) {
	regs, err := a.registrations()
	if err != nil {
		return nil, err
	}
	names, err := a.chosen(regs, []string{a.reference})
	if err != nil {
		return nil, err
	}
	var cols []column
	for _, name := range names {
		reg, err := pick(regs, name)
		if err != nil {
			return nil, err
		}
		digest, err := reg.Digest()
		if err != nil {
			return nil, err
		}
		cols = append(cols, column{reg: reg, digest: digest})
	}
	return cols, nil
}

// showProbes prints the calls of a recording that its form leaves out.
func (a *app) showProbes(rec *capture.Recording) error {
	a.showTitle(rec)
	form, err := normalize.Canonical(rec, a.rules())
	if err != nil {
		return err
	}
	n := form.Counts
	fmt.Fprintf(a.stdout, "# calls %d, among them probes %d, retries %d\n", n.Calls, n.Probes, n.Retries)
	return normalize.WriteProbes(a.stdout, rec)
}

// show prints one canonical form, of the programs that are looked at.
func (a *app) show(rec *capture.Recording) error {
	a.showTitle(rec)
	form, err := normalize.Canonical(rec, a.rules())
	if err != nil {
		return err
	}
	names := &a.filters.programs
	form.Programs = slices.DeleteFunc(form.Programs, func(p normalize.Program) bool { return !names.Match(p.Name) })
	form.Runs = slices.DeleteFunc(form.Runs, func(r normalize.Run) bool { return !names.Match(r.Program) })
	return form.WriteText(a.stdout)
}

func (a *app) showTitle(rec *capture.Recording) {
	fmt.Fprintf(a.stdout, "# %s by %s %s on %s %s\n", rec.Object.Path, rec.Loader.Name, rec.Loader.Version,
		rec.Target.Kernel, rec.Target.Arch)
}
