package host

import (
	"fmt"

	"github.com/spf13/cobra"

	"difftest/capture"
	"difftest/normalize"
)

// showCommand prints canonical forms.
func (a *app) showCommand() *cobra.Command {
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
				if err := a.show(rec); err != nil {
					failed = err
				}
			})
			return failed
		},
	}
	a.recordFlags(cmd)
	a.formFlags(cmd)
	return cmd
}

// show prints one canonical form.
func (a *app) show(rec *capture.Recording) error {
	fmt.Fprintf(a.stdout, "# %s by %s %s on %s %s\n", rec.Object.Path, rec.Loader.Name, rec.Loader.Version,
		rec.Target.Kernel, rec.Target.Arch)
	form, err := normalize.Canonical(rec, a.rules())
	if err != nil {
		return err
	}
	return form.WriteText(a.stdout)
}
