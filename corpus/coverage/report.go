package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"text/tabwriter"
)

// A Part is a number of things out of a total.
type Part struct{ Covered, Total int }

func (p *Part) add(covered bool) {
	p.Total++
	if covered {
		p.Covered++
	}
}

// Percent is rounded down to a tenth, so that no rounding reaches a floor.
func (p Part) Percent() float64 {
	if p.Total == 0 {
		return 0
	}
	return float64(p.Covered*1000/p.Total) / 10
}

func (p Part) String() string { return fmt.Sprintf("%d/%d\t%.1f %%", p.Covered, p.Total, p.Percent()) }

// Counts sums up one file.
type Counts struct{ Functions, Lines, Branches Part }

// Count counts functions called, lines run and branches taken at least once.
func (f File) Count() Counts {
	var c Counts
	for _, fn := range f.Functions {
		c.Functions.add(fn.Count > 0)
	}
	for _, l := range f.Lines {
		c.Lines.add(l.Count > 0)
		for _, b := range l.Branches {
			c.Branches.add(b.Count > 0)
		}
	}
	return c
}

// A Floor is what has to be reached in one file, in per cent.
type Floor struct {
	File            string
	Lines, Branches float64
}

func parseFloor(text string) (Floor, error) {
	file, numbers, _ := strings.Cut(text, "=")
	floor := Floor{File: file}
	_, err := fmt.Sscanf(numbers, "%g/%g", &floor.Lines, &floor.Branches)
	return floor, err
}

// check says where counts are below the floor.
func (floor Floor) check(counts map[string]Counts) error {
	c, ok := counts[floor.File]
	switch {
	case !ok:
		return fmt.Errorf("floor of %s: it is not counted", floor.File)
	case c.Lines.Percent() < floor.Lines:
		return fmt.Errorf("%s: %.1f %% of lines, less than %g %%", floor.File, c.Lines.Percent(), floor.Lines)
	case c.Branches.Percent() < floor.Branches:
		return fmt.Errorf("%s: %.1f %% of branches, less than %g %%", floor.File, c.Branches.Percent(), floor.Branches)
	}
	return nil
}

// run prints the report on the files of a folder.
func run(opts options, dir fs.FS, w io.Writer) error {
	files, err := reachedFiles(opts.roots, dir)
	if err != nil {
		return err
	}
	counts := map[string]Counts{}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "file\tfunctions\t\tlines\t\tbranches\t")
	for _, f := range files {
		c := f.Count()
		counts[f.Name] = c
		fmt.Fprintf(table, "%s\t%v\t%v\t%v\n", f.Name, c.Functions, c.Lines, c.Branches)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if opts.verbose {
		for _, f := range files {
			if err := f.listUncovered(dir, w); err != nil {
				return err
			}
		}
	}
	var below []error
	for _, floor := range opts.floors {
		below = append(below, floor.check(counts))
	}
	return errors.Join(below...)
}

// reachedFiles reads the folder's files and leaves in them what the roots reach.
func reachedFiles(roots []string, dir fs.FS) ([]File, error) {
	graph, err := readGraph(dir)
	if err != nil {
		return nil, err
	}
	reached, err := graph.Reach(roots)
	if err != nil {
		return nil, err
	}
	counted, err := fs.Glob(dir, "*.json")
	if err != nil {
		return nil, err
	}
	var files []File
	for _, path := range counted {
		module := strings.TrimSuffix(path, ".json")
		f, err := readFile(dir, module)
		if err != nil {
			return nil, err
		}
		files = append(files, f.Only(func(function string) bool { return reached.Has(module, function) }))
	}
	if len(files) == 0 {
		return nil, errors.New("nothing that gcov says is in the folder")
	}
	return files, nil
}

func readGraph(dir fs.FS) (*Graph, error) {
	modules, err := fs.Glob(dir, "*.ll")
	if err != nil {
		return nil, err
	}
	graph := NewGraph()
	for _, path := range modules {
		text, err := fs.ReadFile(dir, path)
		if err != nil {
			return nil, err
		}
		if err := graph.Add(strings.TrimSuffix(path, ".ll"), string(text)); err != nil {
			return nil, err
		}
	}
	return graph, nil
}

// listUncovered prints the functions that were not called, and of the others each line that did not run and how many of
// the branches on a line were not taken, with the source.
func (f File) listUncovered(dir fs.FS, w io.Writer) error {
	text, err := fs.ReadFile(dir, f.Name)
	if err != nil {
		return err
	}
	source := strings.Split(string(text), "\n")
	never := map[string]bool{}
	for _, fn := range f.Functions {
		if fn.Count == 0 {
			never[fn.Name] = true
			fmt.Fprintf(w, "%s:%d: function %s: not called\n", f.Name, fn.Start, fn.Name)
		}
	}
	for _, l := range f.Lines {
		if what := l.uncovered(); what != "" && !never[l.Function] && l.Number <= len(source) {
			fmt.Fprintf(w, "%s:%d: %s: %s: %s\n", f.Name, l.Number, l.Function, what, strings.TrimSpace(source[l.Number-1]))
		}
	}
	return nil
}

// uncovered says what of a line is not covered, nothing where all is.
func (l Line) uncovered() string {
	var taken Part
	for _, b := range l.Branches {
		taken.add(b.Count > 0)
	}
	switch {
	case l.Count == 0:
		return "did not run"
	case taken.Covered < taken.Total:
		return fmt.Sprintf("%d of %d branches", taken.Covered, taken.Total)
	}
	return ""
}
