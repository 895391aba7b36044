//go:build !linux

package host

import "github.com/spf13/cobra"

// traceCommand says that only Linux loads BPF.
func (a *app) traceCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "trace -- COMMAND ARG...",
		Short: "print the canonical form of whatever a command loads (Linux only)",
		RunE: func(*cobra.Command, []string) error {
			_, _, err := openBackend(recordSettings{})
			return err
		},
	}
}
