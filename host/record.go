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
	return cmd
}

func (a *app) record(cmd *cobra.Command, dir string, paths []string) error {
	cols, colProblems, err := a.columns()
	if err != nil {
		return err
	}
	objects, problems := collect(paths)
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
	recordAll(cmd.Context(), b, a.jobs, cols, objects, func(j job, rec *capture.Recording) {
		if err := save(dir, rec, j.column); err != nil && failed == nil {
			failed = err
		}
		n++
		if rec.Loads[0].Answer.Outcome == capture.Broken {
			broken++
			fmt.Fprintf(a.stderr, "difftest: %s by %s: broken: %s\n", rec.Object.Path, rec.Loader.Name,
				rec.Loads[0].Answer.Message)
		}
	})
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
		Use:   "diff DIR",
		Short: "compare the recordings in a folder; needs no privileges, no plugins, no Linux",
		Args:  cobra.ExactArgs(1),
		RunE:  func(_ *cobra.Command, args []string) error { return a.diff(args[0]) },
	}
	a.formFlags(cmd)
	a.reportFlags(cmd)
	return cmd
}

func (a *app) diff(dir string) error {
	sinks, err := a.reportSinks()
	if err != nil {
		return err
	}
	list, problems, err := readStored(dir)
	if err != nil {
		return err
	}
	report, unpaired := a.judgeStored(list)
	problems = append(problems, unpaired...)
	a.printProblems(problems, nil)
	if err := sinks.write(a, report); err != nil {
		return err
	}
	if !report.Agrees() || len(problems) > 0 {
		return errDiffers
	}
	return nil
}

// judgeStored compares each recording with the reference's of the same object. The first recording by the reference is
// the reference, a second one a contestant.
func (a *app) judgeStored(list []stored) (report *diffreport.Report, problems []error) {
	type object struct{ path, digest string }
	of := func(s stored) object { return object{s.rec.Object.Path, s.rec.Object.SHA256} }
	references := map[object]stored{}
	for _, s := range list {
		if _, ok := references[of(s)]; !ok && s.rec.Loader.Name == a.reference {
			references[of(s)] = s
		}
	}
	var results []diffreport.Result
	for _, s := range list {
		ref, ok := references[of(s)]
		switch {
		case !ok:
			problems = append(problems, fmt.Errorf("%s: no recording of %s by %s to compare it with", s.path,
				s.rec.Object.Path, a.reference))
		case ref.path != s.path:
			results = append(results, a.judge(ref.rec, s.rec))
		}
	}
	return diffreport.NewReport(a.reference, results), problems
}
