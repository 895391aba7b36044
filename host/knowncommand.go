package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"difftest/capture"
	"difftest/diffreport"
	"difftest/known"
)

// knownCommand brings lists of known differences up to date.
func (a *app) knownCommand() *cobra.Command {
	var fix bool
	var from string
	cmd := &cobra.Command{
		Use:   "known [--fix] PATH...",
		Short: "show what the lists of known differences lack after a run, or rewrite them",
		Long: `known compares as difftest does, and says how the lists of known differences (corpus/known/LOADER.toml, or
those that --known names) would have to change for a gate to pass. With --fix it changes them: entries that no longer
happen go, changed ones get their new value or count, new ones are added with an empty reason, which somebody has to
write. Comments and reasons stay. A run that leaves something out cannot tell, so that it is refused.`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.known(cmd.Context(), args, from, fix) },
	}
	cmd.Flags().BoolVar(&fix, "fix", false, "rewrite the lists")
	cmd.Flags().StringVar(&from, "from", "", "take the recordings in `DIR`, of difftest run, in place of a new run")
	a.recordFlags(cmd)
	a.formFlags(cmd)
	a.filterFlags(cmd)
	a.knownFlags(cmd)
	return cmd
}

func (a *app) known(ctx context.Context, paths []string, from string, fix bool) error {
	if a.held.none {
		return errors.New("known: --no-known leaves no list")
	}
	report, problems, err := a.reportOf(ctx, paths, from)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return errors.New("known: refused: the run left something out")
	}
	run, target := a.knownRun(report), func(loader string) *known.List { return a.newList(loader, report) }
	rewrites, err := a.held.lists.Fix(run, target)
	if err != nil {
		return fmt.Errorf("known: refused: %w", err)
	}
	changed := 0
	for _, r := range rewrites {
		for _, line := range r.Changes {
			fmt.Fprintln(a.stdout, line)
		}
		if r.Lacking > 0 {
			fmt.Fprintf(a.stdout, "%s: %d entries need a reason: until they have one a gate fails\n", r.List.Path, r.Lacking)
		}
		changed += len(r.Changes)
		if fix && len(r.Changes) > 0 {
			if err := writeList(r); err != nil {
				return err
			}
		}
	}
	switch {
	case changed == 0:
		fmt.Fprintln(a.stdout, "nothing to change")
		return nil
	case fix:
		fmt.Fprintf(a.stdout, "%d changes made\n", changed)
		return nil
	}
	fmt.Fprintf(a.stdout, "%d changes to make: `difftest known --fix` makes them\n", changed)
	return errDiffers
}

// reportOf compares what is at paths, or the recordings in a folder if one is named.
func (a *app) reportOf(ctx context.Context, paths []string, from string) (*diffreport.Report, []error, error) {
	switch {
	case from == "" && len(paths) == 0:
		return nil, nil, errors.New("name objects or folders, or recordings with --from")
	case from != "" && len(paths) > 0:
		return nil, nil, errors.New("--from takes the place of objects: filters choose among them")
	case from != "":
		return a.storedReport(from)
	}
	return a.recordedReport(ctx, paths, func(job, *capture.Recording) {})
}

// newList is the list that new differences of a loader go to: one that is about it, else a new one in the first folder
// that --known names or in the corpus of the objects.
func (a *app) newList(loader string, report *diffreport.Report) *known.List {
	loader = known.BaseName(loader)
	for _, l := range a.held.lists {
		if known.BaseName(l.Loader) == loader && known.BaseName(l.Reference) == known.BaseName(a.reference) {
			return l
		}
	}
	folder := knownFolder
	var objects []string
	for _, r := range report.Results {
		objects = append(objects, r.Object)
	}
	if roots := corporaOf(objects); len(roots) > 0 {
		folder = relativePath(filepath.Join(roots[0], knownFolder))
	}
	for _, path := range a.held.paths {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			folder = path
			break
		}
	}
	path := filepath.Join(folder, loader+listEnding)
	l := &known.List{Path: path, Loader: loader, Reference: known.BaseName(a.reference)}
	a.held.lists = append(a.held.lists, l)
	return l
}

func writeList(r known.Rewrite) error {
	if err := os.MkdirAll(filepath.Dir(r.List.Path), 0o755); err != nil {
		return fmt.Errorf("known: %w", err)
	}
	err := writeFile(r.List.Path, func(w io.Writer) error {
		_, err := io.WriteString(w, r.Text)
		return err
	})
	if err != nil {
		return fmt.Errorf("known: %w", err)
	}
	return nil
}
