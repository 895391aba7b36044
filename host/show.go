package host

import (
	"fmt"

	"github.com/spf13/cobra"

	"difftest/capture"
	"difftest/normalize"
)

// showCommand prints canonical forms.
func (a *app) showCommand() *cobra.Command {
	probes := false
	cmd := &cobra.Command{
		Use:   "show OBJECT...",
		Short: "print the canonical form of an object as one loader loads it (default the reference)",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(a.loaders) == 0 {
				a.loaders = []string{a.reference}
			}
			regs, err := a.registrations()
			if err != nil {
				return err
			}
			var cols []column
			for _, name := range a.loaders {
				reg, err := pick(regs, name)
				if err != nil {
					return err
				}
				digest, err := reg.Digest()
				if err != nil {
					return err
				}
				cols = append(cols, column{reg: reg, digest: digest})
			}
			objects, problems := collect(args)
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
				if probes {
					show = a.showProbes
				}
				if err := show(rec); err != nil {
					failed = err
				}
			})
			return failed
		},
	}
	a.recordFlags(cmd)
	a.formFlags(cmd)
	cmd.Flags().BoolVar(&probes, "probes", false, "list the calls that the form leaves out")
	return cmd
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

func (a *app) showTitle(rec *capture.Recording) {
	fmt.Fprintf(a.stdout, "# %s by %s %s on %s %s\n", rec.Object.Path, rec.Loader.Name, rec.Loader.Version,
		rec.Target.Kernel, rec.Target.Arch)
}

// show prints one canonical form.
func (a *app) show(rec *capture.Recording) error {
	a.showTitle(rec)
	form, err := normalize.Canonical(rec, a.rules())
	if err != nil {
		return err
	}
	return form.WriteText(a.stdout)
}
