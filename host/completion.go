package host

import (
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// complete makes a shell complete the values of a flag.
func complete[T ~string](cmd *cobra.Command, flag string, words []T) {
	choices := make([]cobra.Completion, len(words))
	for i, w := range words {
		choices[i] = cobra.Completion(w)
	}
	register(cmd, flag, cobra.FixedCompletions(choices, cobra.ShellCompDirectiveNoFileComp))
}

func register(cmd *cobra.Command, flag string, f cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(err) // the flag is there
	}
}

// completeLoaders makes a shell complete the names of registered loaders.
func (a *app) completeLoaders(root *cobra.Command) {
	names := func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		slices.Sort(a.loaderFiles)
		a.loaderFiles = slices.Compact(a.loaderFiles) // cobra reads the flags twice here
		regs, err := a.registrations()
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var names []cobra.Completion
		for _, r := range regs {
			names = append(names, r.Name)
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
	register(root, "loader", names)
	register(root, "reference", names)
}

// manCommand writes the manual.
func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "write man pages of all commands to a folder: read one with `man -l DIR/difftest.1`",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return fmt.Errorf("man: %w", err)
			}
			root := cmd.Root()
			root.DisableAutoGenTag = true // no date: the same program writes the same pages
			header := &doc.GenManHeader{Title: "DIFFTEST", Section: "1", Source: "difftest", Manual: "difftest"}
			if err := doc.GenManTree(root, header, args[0]); err != nil {
				return fmt.Errorf("man: %w", err)
			}
			return nil
		},
	}
}
