package host

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"difftest/plugins/skeletons"
)

// newPluginCommand writes the skeleton of a plugin.
func (a *app) newPluginCommand() *cobra.Command {
	var language, name string
	cmd := &cobra.Command{
		Use:   "new-plugin --lang go|rust|python|c DIR",
		Short: "write a complete plugin that builds and works, to begin with",
		Args:  cobra.ExactArgs(1),
		RunE:  func(_ *cobra.Command, args []string) error { return a.newPlugin(args[0], language, name) },
	}
	cmd.Flags().StringVar(&language, "lang", "", "`LANGUAGE`: "+strings.Join(skeletons.Languages, ", "))
	cmd.Flags().StringVar(&name, "name", "", "the loader's `NAME` (default that of DIR)")
	if err := cmd.MarkFlagRequired("lang"); err != nil {
		panic(err) // the flag is there
	}
	return cmd
}

func (a *app) newPlugin(dir, language, name string) error {
	if name == "" {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return fmt.Errorf("new plugin: %w", err)
		}
		name = filepath.Base(abs)
	}
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || name[0] < 'a' {
		return fmt.Errorf("new plugin: %q: a name has small letters, digits and hyphens, and begins with a letter", name)
	}
	root, err := kits()
	if err != nil {
		return fmt.Errorf("new plugin: %w", err)
	}
	if err := skeletons.Write(dir, language, skeletons.Skeleton{Name: name, Root: root}); err != nil {
		return fmt.Errorf("new plugin: %w", err)
	}
	fmt.Fprintf(a.stdout, "wrote %s; now\n  cd %s\n  difftest --loaders loaders.toml build %s\n"+
		"  difftest --loaders loaders.toml check %[3]s\n", dir, dir, name)
	return nil
}

// kits is the checkout whose kits plugins are built with.
func kits() (string, error) {
	registry, err := findRegistry()
	if err != nil {
		return "", errors.New("the kits are in a checkout of difftest: use the program that was built there")
	}
	return filepath.Abs(filepath.Join(filepath.Dir(registry), ".."))
}
