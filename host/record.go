package host

import (
	"fmt"

	"github.com/spf13/cobra"

	"difftest/capture"
	"difftest/diffreport"
)

// runCommand records without comparing.
func (a *app) runCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "run --out DIR PATH...",
		Short: "record, and keep the recordings in a folder to be compared later, anywhere",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd, dir, args)
		},
	}
	cmd.Flags().StringVar(&dir, "out", "", "`DIR` for the recordings: a folder for each object, a file for each loader")
	if err := cmd.MarkFlagRequired("out"); err != nil {
		panic(err) // the flag is there
	}
	a.recordFlags(cmd)
	a.filterFlags(cmd)
	return cmd
}

func (a *app) record(cmd *cobra.Command, dir string, paths []string) error {
	cols, colProblems, err := a.columns()
	if err != nil {
		return err
	}
	objects, problems := a.collect(paths)
	problems = append(colProblems, problems...)
	a.printProblems(problems, objects)
	if len(objects) == 0 {
		return errNothing
	}
	b, err := a.backend()
	if err != nil {
		return err
	}
	n, broken := 0, 0
	var failed error
	jobs := repeated(plan(len(objects), cols), a.repeats())
	progress := a.progress("recordings", len(jobs))
	recordJobs(cmd.Context(), b, a.jobs, cols, objects, jobs, func(j job, rec *capture.Recording) {
		if err := save(dir, rec, j); err != nil && failed == nil {
			failed = err
		}
		n++
		progress.add()
		if rec.Loads[0].Answer.Outcome == capture.Broken {
			broken++
			progress.printf(a.stderr, "difftest: %s by %s: broken: %s\n", rec.Object.Path, rec.Loader.Name,
				rec.Loads[0].Answer.Message)
		}
	})
	progress.end()
	if failed != nil {
		return failed
	}
	fmt.Fprintf(a.stdout, "%d recordings in %s, %d broken\n", n, dir, broken)
	if broken > 0 || len(problems) > 0 {
		return errDiffers
	}
	return nil
}

// diffCommand compares recordings that were kept.
func (a *app) diffCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "diff DIR | diff OLD NEW",
		Short: "compare the recordings in a folder, or two folders; needs no privileges, no plugins, no Linux",
		Long: `diff compares the recordings that difftest run made in a folder. Given two folders (two versions of a loader, two
kernels, yesterday and today) it says what is new in the second, what has changed and what is gone. Only what is new
makes it fail; what is in a list of known differences is not new.`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 2 {
				return a.since(args[0], args[1])
			}
			return a.diff(args[0])
		},
	}
	a.formFlags(cmd)
	a.filterFlags(cmd)
	a.knownFlags(cmd)
	a.reportFlags(cmd)
	return cmd
}

func (a *app) diff(dir string) error {
	sinks, err := a.reportSinks()
	if err != nil {
		return err
	}
	report, problems, err := a.storedReport(dir)
	if err != nil {
		return err
	}
	if err := sinks.write(a, report); err != nil {
		return err
	}
	return a.conclude(report, problems)
}

// since says what became of the differences in one folder in another one.
func (a *app) since(oldDir, newDir string) error {
	sinks, err := a.reportSinks()
	if err != nil {
		return err
	}
	older, oldProblems, err := a.storedReport(oldDir)
	if err != nil {
		return fmt.Errorf("%s: %w", oldDir, err)
	}
	newer, problems, err := a.storedReport(newDir)
	if err != nil {
		return fmt.Errorf("%s: %w", newDir, err)
	}
	if err := sinks.others("text").write(a, newer); err != nil {
		return err
	}
	changes := newer.Since(older)
	if err := diffreport.WriteChanges(a.stdout, changes); err != nil {
		return err
	}
	if len(changes.New)+len(oldProblems)+len(problems) > 0 {
		return errDiffers
	}
	return nil
}

// storedReport compares the recordings in a folder. Problems are what was left out; they have been printed.
func (a *app) storedReport(dir string) (report *diffreport.Report, problems []error, err error) {
	list, problems, err := readStored(dir)
	if err != nil {
		return nil, nil, err
	}
	list = a.wantedStored(list)
	var objects []string
	for _, s := range list {
		objects = append(objects, s.rec.Object.Path)
	}
	if err := a.readLists(objects); err != nil {
		return nil, nil, err
	}
	report, unpaired := a.judgeStored(list)
	problems = append(problems, unpaired...)
	a.printProblems(problems, nil)
	return report, problems, nil
}

// judgeStored compares the recordings of each loader with the reference's of the same object. The first column of the
// reference is the reference, a second one a contestant.
func (a *app) judgeStored(list []stored) (report *diffreport.Report, problems []error) {
	references := map[string][]*capture.Recording{} // by object
	var results []diffreport.Result
	groups := groupStored(list)
	for _, g := range groups {
		if references[g[0].object()] == nil && g[0].rec.Loader.Name == a.reference {
			references[g[0].object()] = recordings(g)
		}
	}
	for _, g := range groups {
		refs, gots := references[g[0].object()], recordings(g)
		switch {
		case refs == nil:
			problems = append(problems, fmt.Errorf("%s: no recording of %s by %s to compare it with", g[0].path,
				g[0].rec.Object.Path, a.reference))
		case refs[0] != gots[0]:
			results = append(results, a.judgeRepeats(refs, gots))
		}
	}
	return a.newReport(results), problems
}
