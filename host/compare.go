package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

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
	b, notes, err := openBackend(recordSettings{workers: a.jobs, limit: a.timeout, run: !a.noRun, isolate: a.isolate})
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

// sinks are the reports to be written: text on stdout, others to files.
type sinks struct {
	text bool
	json []string // paths
}

// reportSinks reads --format.
func (a *app) reportSinks() (sinks, error) {
	var s sinks
	for _, f := range a.formats {
		kind, path, _ := strings.Cut(f, "=")
		switch {
		case f == "text":
			s.text = true
		case kind == "json" && path != "":
			if _, err := os.Stat(filepath.Dir(path)); err != nil {
				return s, fmt.Errorf("format %s: %w", f, err)
			}
			s.json = append(s.json, path)
		default:
			return s, fmt.Errorf("format %q: give text or json=FILE", f)
		}
	}
	if len(a.formats) == 0 {
		s.text = true
	}
	return s, nil
}

func (s sinks) write(a *app, report *diffreport.Report) error {
	for _, path := range s.json {
		if err := writeFile(path, func(w io.Writer) error { return diffreport.WriteJSON(w, report) }); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	if s.text {
		return diffreport.WriteText(a.stdout, report, diffreport.TextOptions{Verbose: a.verbose, Color: a.colour()})
	}
	return nil
}

// writeFile writes a file whole, or leaves what was there.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already if all went well
	if err := errors.Join(write(f), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// colour reports whether reports may use colour: on a terminal, unless NO_COLOR asks for none (https://no-color.org).
func (a *app) colour() bool {
	f, ok := a.stdout.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
