package host

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"difftest/corpus"
	"difftest/diffreport"
)

// formatHelp is the help of --format.
var formatHelp = "`KIND`, or KIND=FILE, of " + strings.Join(diffreport.FormatNames, ", ") + "; may be repeated (default text)"

// A sink is one report to be written.
type sink struct {
	kind string
	path string // empty for stdout
}

// sinks are the reports to be written.
type sinks []sink

// reportSinks reads --format. Folders of files must be there: a long run is not lost to a slip of the pen.
func (a *app) reportSinks() (sinks, error) {
	if len(a.formats) == 0 {
		return sinks{{kind: "text"}}, nil
	}
	known := diffreport.Formats(diffreport.Options{})
	var list sinks
	for _, f := range a.formats {
		kind, path, named := strings.Cut(f, "=")
		if known[kind] == nil {
			return nil, fmt.Errorf("format %q: there are %s", f, strings.Join(diffreport.FormatNames, ", "))
		}
		if named && path == "" {
			return nil, fmt.Errorf("format %q: no file is named", f)
		}
		if path == "-" {
			path = ""
		}
		if path != "" {
			if _, err := os.Stat(filepath.Dir(path)); err != nil {
				return nil, fmt.Errorf("format %s: %w", f, err)
			}
		}
		list = append(list, sink{kind, path})
	}
	return list, nil
}

// others are the sinks of all kinds but one.
func (s sinks) others(kind string) sinks {
	return slices.DeleteFunc(slices.Clone(s), func(one sink) bool { return one.kind == kind })
}

// wants reports whether a report of a kind is asked for.
func (a *app) wants(kind string) bool {
	return slices.ContainsFunc(a.formats, func(f string) bool {
		name, _, _ := strings.Cut(f, "=")
		return name == kind
	})
}

// explained are the conventions as reports explain them.
func explained() []diffreport.Convention {
	var list []diffreport.Convention
	for _, c := range corpus.AllConventions().List {
		list = append(list, diffreport.Convention{ID: c.ID, Title: c.Title, Text: c.Libbpf, Source: c.Source})
	}
	return list
}

// write writes the reports, files first, so that what stands last on a terminal is the count.
func (s sinks) write(a *app, report *diffreport.Report) error {
	formats := func(colour bool) map[string]diffreport.Format {
		opts := diffreport.Options{
			Text: diffreport.TextOptions{Verbose: a.verbose, Color: colour}, Conventions: explained(),
		}
		if !a.started.IsZero() {
			opts.Started = a.started.UTC().Format(diffreport.TimeLayout)
		}
		return diffreport.Formats(opts)
	}
	for _, one := range s {
		if one.path == "" {
			continue
		}
		format := formats(false)[one.kind]
		if err := writeFile(one.path, func(w io.Writer) error { return format(w, report) }); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	for _, one := range s {
		if one.path != "" {
			continue
		}
		if err := formats(a.colour())[one.kind](a.stdout, report); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	return nil
}

// writeFile writes a file whole, or leaves what was there. What is no plain file, such as /dev/stdout, is written to.
func writeFile(path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
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
func (a *app) colour() bool { return isTerminal(a.stdout) && os.Getenv("NO_COLOR") == "" }
