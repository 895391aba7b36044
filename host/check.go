package host

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"difftest/plugins/plugintest"
)

// checkLoads is how many loads a plugin must survive unless --loads says otherwise.
const checkLoads = 10_000

// checkCommand holds a plugin to the contract.
func (a *app) checkCommand() *cobra.Command {
	var loads int
	var only []string
	cmd := &cobra.Command{
		Use:   "check LOADER | COMMAND [ARG...]",
		Short: "hold a plugin to the contract: one line for each thing it must do, with the reason where it does not",
		Long: "check holds a registered loader, or a plugin given by the command that starts it, to everything that a\n" +
			"plugin must do. It runs under the tracer: what the plugin claims is compared with what it did.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			reg, err := a.subject(args)
			if err != nil {
				return err
			}
			return a.check(cmd.Context(), reg, loads, only)
		},
	}
	cmd.Flags().SetInterspersed(false) // what follows COMMAND is its own
	cmd.Flags().IntVar(&loads, "loads", checkLoads, "`N` loads to survive without growing")
	cmd.Flags().StringArrayVar(&only, "only", nil, "make only the check `NAME`; may be repeated")
	return cmd
}

// subject returns the registration of what is to be checked. One of a plugin that is given by its command has no name.
func (a *app) subject(args []string) (Registration, error) {
	regs, err := a.registrations()
	if len(args) == 1 && err == nil {
		if reg, err := pick(regs, args[0]); err == nil {
			return reg, nil
		}
	}
	path, err := exec.LookPath(args[0])
	if err != nil {
		return Registration{}, fmt.Errorf("check: %s is neither a registered loader nor a command: %w", args[0], err)
	}
	if path, err = filepath.Abs(path); err != nil {
		return Registration{}, fmt.Errorf("check: %w", err)
	}
	return Registration{Run: append([]string{path}, args[1:]...)}, nil
}

// check prints one line for each check and a count.
func (a *app) check(ctx context.Context, reg Registration, loads int, only []string) error {
	c, err := newChecker(reg, loads)
	if err != nil {
		return err
	}
	defer c.close()
	passed, failed, without := 0, 0, 0
	for _, check := range c.checks() {
		if len(only) > 0 && !slices.Contains(only, check.Name) {
			continue
		}
		err := check.Do(ctx, c.subject)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		switch {
		case errors.As(err, new(plugintest.NotApplicable)):
			without++
			fmt.Fprintf(a.stdout, "n/a   %s: %v\n", check.Name, err)
		case err != nil:
			failed++
			fmt.Fprintf(a.stdout, "FAIL  %s: %v\n", check.Name, shorten(err))
		default:
			passed++
			fmt.Fprintf(a.stdout, "ok    %s\n", check.Name)
		}
	}
	fmt.Fprintf(a.stdout, "%s: %d checks passed, %d failed, %d do not apply\n", c.title(), passed, failed, without)
	if passed+failed+without == 0 {
		return errors.New("check: --only names no check")
	}
	if failed > 0 {
		return errDiffers
	}
	return nil
}

// title names the plugin in the count.
func (c *checker) title() string {
	if c.reg.Name != "" {
		return c.reg.Name
	}
	return strings.Join(c.reg.Run, " ")
}

// checkFolder writes the objects that checks load into a folder of their own. The caller removes it.
func checkFolder(commandLine bool) (dir string, err error) {
	if dir, err = os.MkdirTemp("", "difftest-check"); err != nil {
		return "", err
	}
	files := map[string][]byte{
		goodObject: plugintest.Subject{CommandLine: commandLine}.Good(), refusedObject: plugintest.Refused,
		garbageObject: []byte(strings.Repeat("\x7fELF garbage\n", 300)),
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return "", errors.Join(err, os.RemoveAll(dir))
		}
	}
	return dir, nil
}

// The objects that are loaded under the tracer.
const (
	goodObject    = "good.o"
	refusedObject = "refused.o"
	garbageObject = "garbage.o"
)
