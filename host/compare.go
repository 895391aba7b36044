package host

import (
	"context"
	"errors"
	"fmt"

	"difftest/capture"
	"difftest/diffreport"
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
	report, problems, err := a.recordedReport(ctx, paths, func(job, *capture.Recording) {})
	if err != nil {
		return err
	}
	if err := sinks.write(a, report); err != nil {
		return err
	}
	return a.conclude(report, problems)
}

// recordedReport records, hands each recording to see, and compares. Problems are what was left out; they have been
// printed.
func (a *app) recordedReport(
	ctx context.Context, paths []string, see func(job, *capture.Recording),
) (report *diffreport.Report, problems []error, err error) {
	cols, colProblems, err := a.columns()
	if err != nil {
		a.printProblems(colProblems, nil)
		return nil, nil, err
	}
	objects, problems := a.collect(paths)
	problems = append(colProblems, problems...)
	a.printProblems(problems, objects)
	if len(objects) == 0 {
		return nil, nil, errNothing
	}
	a.held.parts = areParts(paths)
	if err := a.readLists(objectPaths(objects)); err != nil {
		return nil, nil, err
	}
	b, err := a.backend()
	if err != nil {
		return nil, nil, err
	}
	cmp := newComparison(a, objects, cols)
	cmp.record(ctx, b, see)
	cmp.search(ctx, b)
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	a.note("%d objects, %d loads, %d of them of single programs that a refused load did not reach", len(objects),
		cmp.loads, cmp.single)
	return cmp.report(), problems, nil
}

// collect finds the objects that paths name and that the filters do not leave out.
func (a *app) collect(paths []string) (objects []*Object, problems []error) {
	objects, problems = collect(paths)
	return a.wanted(objects), problems
}

func objectPaths(objects []*Object) []string {
	var paths []string
	for _, obj := range objects {
		paths = append(paths, obj.Path)
	}
	return paths
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
		a.note("%s", note)
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
			a.note("%s: %s", obj.Path, note)
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
