package host

import (
	"fmt"

	"github.com/spf13/cobra"
)

// listCommand says what would run.
func (a *app) listCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list PATH...",
		Short: "list the pairs of object and loader that would be recorded, and why one is left out",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			cols, colProblems, err := a.columns()
			objects, problems := a.collect(args)
			for _, p := range append(colProblems, problems...) {
				fmt.Fprintf(a.stderr, "left out: %v\n", p)
			}
			if err != nil {
				return err
			}
			for _, obj := range objects {
				for _, c := range cols {
					fmt.Fprintf(a.stdout, "%s\t%s\n", obj.Path, c.reg.Name)
				}
				for _, note := range obj.Notes {
					a.note("%s: %s", obj.Path, note)
				}
			}
			fmt.Fprintf(a.stdout, "%d objects x %d loaders = %d recordings\n",
				len(objects), len(cols), len(objects)*len(cols))
			return nil
		},
	}
	a.filterFlags(cmd)
	return cmd
}
