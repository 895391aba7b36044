package host

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
)

// versionTimeout is how long a version command may take.
const versionTimeout = 10 * time.Second

// loadersCommand lists what is registered.
func (a *app) loadersCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "loaders",
		Short: "list the registered loaders: version, digest, capabilities, and why one is unusable",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			regs, err := a.registrations()
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(a.stdout, 0, 8, 2, ' ', 0)
			fmt.Fprintln(w, "LOADER\tVERSION\tDIGEST\tCAPABILITIES\tPLUGIN")
			var all []Registration
			for _, reg := range regs {
				all = append(append(all, reg), builtVariants(cmd.Context(), reg)...)
			}
			for _, reg := range all {
				version, digest := a.receipt(cmd.Context(), reg)
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", reg.Name, version, digest,
					strings.Join(reg.Capabilities, ","), reg.Program())
			}
			return w.Flush()
		},
	}
}

// receipt returns a loader's version and a short digest of its plugin, or in their place why it is unusable.
func (a *app) receipt(ctx context.Context, reg Registration) (version, digest string) {
	full, err := reg.Digest()
	if err != nil {
		return "unusable: " + err.Error(), "-"
	}
	version, err = reg.askVersion(ctx)
	if err != nil {
		version = "unusable: " + err.Error()
	}
	return version, full[:12]
}

// askVersion runs the version command: no version, no result.
func (r Registration) askVersion(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, versionTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, r.resolve(r.Version[0]), r.Version[1:]...)
	cmd.Dir, cmd.Env = r.workDir(), append(cmd.Environ(), r.environ()...)
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("version: %w", err)
	}
	line, _, _ := strings.Cut(string(out), "\n")
	if len(r.Command) > 0 { // as the command shim does
		line = strings.TrimPrefix(line, filepath.Base(r.Version[0])+" ")
	}
	if line = strings.TrimSpace(line); line == "" {
		return "", errors.New("version: the command printed none")
	}
	return line, nil
}

// shorten returns err's message as one line, cut: go-plugin quotes whole lines of whatever a plugin printed.
func shorten(err error) error {
	text := strings.Join(strings.Fields(err.Error()), " ")
	if len(text) > maxMessage {
		text = text[:maxMessage] + "…"
	}
	return errors.New(text)
}
