package host

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"
)

// buildCommand builds plugins.
func (a *app) buildCommand() *cobra.Command {
	var install bool
	cmd := &cobra.Command{
		Use:   "build [LOADER[@VERSION]...]",
		Short: "build the plugins of registered loaders (default all), LOADER@VERSION or LOADER@PATH against that version",
		RunE: func(cmd *cobra.Command, args []string) error {
			regs, err := a.registrations()
			if err != nil {
				return err
			}
			if len(args) > 0 {
				chosen := make([]Registration, len(args))
				for i, name := range args {
					if chosen[i], err = pick(regs, name); err != nil {
						return err
					}
				}
				regs = chosen
			}
			for _, reg := range regs {
				if err := a.build(cmd.Context(), reg, install); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&install, "install", false, "install missing Debian packages (as root)")
	return cmd
}

// build builds one plugin, after looking whether what it needs is installed.
func (a *app) build(ctx context.Context, reg Registration, install bool) error {
	if missing := a.missing(ctx, reg); len(missing) > 0 {
		if !install || os.Geteuid() != 0 {
			return fmt.Errorf("build %s: these packages are missing: apt-get install %s", reg.Name, strings.Join(missing, " "))
		}
		for _, args := range [][]string{
			{"apt-get", "update"}, append([]string{"apt-get", "install", "-y", "--no-install-recommends"}, missing...),
		} {
			if err := a.runBuildCommand(ctx, reg, args); err != nil {
				return fmt.Errorf("build %s: install: %w", reg.Name, err)
			}
		}
	}
	if err := a.makeFolder(reg); err != nil {
		return fmt.Errorf("build %s: %w", reg.Name, err)
	}
	for _, args := range reg.Build {
		if err := a.runBuildCommand(ctx, reg, args); err != nil {
			return fmt.Errorf("build %s: %w", reg.Name, err)
		}
	}
	fmt.Fprintf(a.stdout, "%s: built %s\n", reg.Name, reg.Program())
	return nil
}

// missing lists the packages whose check fails.
func (a *app) missing(ctx context.Context, reg Registration) []string {
	var missing []string
	for _, need := range reg.Needs {
		if len(need.Check) == 0 {
			continue
		}
		if exec.CommandContext(ctx, need.Check[0], need.Check[1:]...).Run() != nil {
			missing = append(missing, need.Package)
		}
	}
	return missing
}

// runBuildCommand runs one command of a registration in its folder and passes on what it prints.
func (a *app) runBuildCommand(ctx context.Context, reg Registration, args []string) error {
	fmt.Fprintf(a.stderr, "%s: %s\n", reg.Name, strings.Join(args, " "))
	cmd := exec.CommandContext(ctx, reg.resolve(args[0]), args[1:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = reg.Dir, a.stderr, a.stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	return nil
}
