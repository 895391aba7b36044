package host

import (
	"context"
	"errors"
	"fmt"

	"difftest/capture"
	"difftest/normalize"
)

// errNothing ends a command that found nothing to do; why has been printed.
var errNothing = errors.New("nothing to record")

// compare records, compares and reports.
func (a *app) compare(ctx context.Context, paths []string) error {
	sinks, err := a.reportSinks()
	if err != nil {
		return err
	}
	cols, colProblems, err := a.columns()
	if err != nil {
		a.printProblems(colProblems, nil)
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
	cmp := newComparison(a, objects, cols)
	cmp.record(ctx, b, func(job, *capture.Recording) {})
	cmp.search(ctx, b)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	fmt.Fprintf(a.stderr, "difftest: %d objects, %d loads, %d of them of single programs that a refused load did not reach\n",
		len(objects), cmp.loads, cmp.single)
	report := cmp.report()
	if err := sinks.write(a, report); err != nil {
		return err
	}
	if !report.Agrees() || len(problems) > 0 {
		return errDiffers
	}
	return nil
}

// backend opens the backend and prints what is odd about the machine.
func (a *app) backend() (backend, error) {
	settings := recordSettings{workers: a.jobs, limit: a.timeout, run: !a.noRun, isolate: a.isolate}
	if a.inputs != "" {
		extra, problems, err := readInputs(a.inputs)
		a.printProblems(problems, nil)
		if err != nil {
			return nil, err
		}
		settings.extra = extra
	}
	b, notes, err := openBackend(settings)
	for _, note := range notes {
		fmt.Fprintf(a.stderr, "difftest: %s\n", note)
	}
	return b, err
}

// printProblems prints what is left out, and what is odd about an object that is not.
func (a *app) printProblems(problems []error, objects []*Object) {
	for _, p := range problems {
		fmt.Fprintf(a.stderr, "difftest: %v\n", p)
	}
	for _, obj := range objects {
		for _, note := range obj.Notes {
			fmt.Fprintf(a.stderr, "difftest: %s: %s\n", obj.Path, note)
		}
	}
}

// rules are the normalization options that the flags ask for.
func (a *app) rules() normalize.Options {
	opts := normalize.Options{Raw: a.raw, Disable: map[string]bool{}}
	for _, name := range a.noRules {
		opts.Disable[name] = true
	}
	return opts
}
