package host

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"difftest/capture"
	"difftest/corpus"
	"difftest/diffreport"
	"difftest/filter"
	"difftest/known"
)

// knownFolder is the folder of a corpus that has the lists of known differences.
const knownFolder = "known"

// listEnding is the ending of a list's file.
const listEnding = ".toml"

// held is what reports are held to: the lists of known differences, and what is needed to apply them.
type held struct {
	paths []string // --known
	none  bool     // --no-known

	lists     known.Lists
	corpora   map[*known.List]string // by list: the corpus whose objects it counts, absolute; none for --known
	crashes   map[*known.List]filter.Names
	exercised map[string][]string // by an object's path as the user named it: the conventions it exercises
	parts     bool                // paths were named that may be parts of what a list counts
	leftOut   []string            // absolute paths of the objects that filters left out
}

// knownFlags adds the flags of commands that hold results to lists.
func (a *app) knownFlags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&a.held.paths, "known", nil, "known differences: a list or a folder of lists, `FILE|DIR`, "+
		"in place of the corpus' own for the same loader; may be repeated")
	cmd.Flags().BoolVar(&a.held.none, "no-known", false, "hold the results to no list of known differences")
}

// readLists reads the lists that objects are held to: those that --known names, and those of the corpora that the
// objects are of, for loaders that the former are not about.
func (a *app) readLists(objects []string) error {
	h := &a.held
	h.lists, h.corpora, h.exercised = nil, map[*known.List]string{}, map[string][]string{}
	if h.none {
		return nil
	}
	for _, path := range h.paths {
		lists, err := readListFiles(path)
		if err != nil {
			return err
		}
		h.lists = append(h.lists, lists...)
	}
	named := len(h.lists)
	for _, root := range corporaOf(objects) {
		lists, err := readListFiles(relativePath(filepath.Join(root, knownFolder)))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		for _, l := range lists {
			if !slices.ContainsFunc(h.lists[:named], func(other *known.List) bool { return other.Loader == l.Loader }) {
				h.lists = append(h.lists, l)
				h.corpora[l] = root
			}
		}
	}
	return h.readCrashes()
}

// readListFiles reads the list at path, or all lists in the folder path.
func readListFiles(path string) (known.Lists, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("known differences: %w", err)
	}
	files := []string{path}
	if info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(path, "*"+listEnding)); err != nil {
			return nil, fmt.Errorf("known differences: %w", err)
		}
	}
	var lists known.Lists
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("known differences: %w", err)
		}
		l, err := known.Parse(file, string(text))
		if err != nil {
			return nil, fmt.Errorf("known differences: %w", err)
		}
		lists = append(lists, l)
	}
	return lists, nil
}

// corporaOf are the corpora that objects are of, absolute, each once.
func corporaOf(objects []string) []string {
	var roots []string
	for _, path := range objects {
		if root, ok := corpus.Root(absolute(path)); ok && !slices.Contains(roots, root) {
			roots = append(roots, root)
		}
	}
	return roots
}

// relativePath is how an absolute path is shown: from the working directory, where it is below that.
func relativePath(path string) string {
	wd, err := os.Getwd()
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(wd, path)
	if err != nil || strings.HasPrefix(rel, "..") {
		return path
	}
	return rel
}

// hooks are what is known of the differences of a loader's recording. A difference that a list says to be about a
// convention is explained by that one.
func (a *app) hooks(got *capture.Recording) diffreport.Hooks {
	finder := conventions(got)
	if a.held.exercised != nil {
		a.held.exercised[got.Object.Path] = finder.all
	}
	p := a.pair(&diffreport.Result{
		Object: got.Object.Path, Loader: got.Loader.Name, Version: got.Loader.Version,
		Target: diffreport.Target{Kernel: got.Target.Kernel, Arch: got.Target.Arch, CPUs: got.Target.CPUs},
	})
	about := map[string][]string{} // by the key of a cause
	explain := func(object string, d diffreport.Difference) []string {
		if ids := about[d.Follows]; ids != nil {
			return ids
		}
		if e := a.held.lists.Find(p, d); e != nil && e.Convention != "" {
			about[d.Key] = []string{e.Convention}
			return about[d.Key]
		}
		return finder.explain(object, d)
	}
	isKnown := func(_ *diffreport.Result, d diffreport.Difference) bool { return a.held.lists.Find(p, d) != nil }
	return diffreport.Hooks{Explain: explain, Known: isKnown}
}

// pair is a result as lists are held against it.
func (a *app) pair(r *diffreport.Result) known.Pair {
	return known.Pair{
		Result: r, Reference: a.reference, Object: absolutePath(r.Object), Conventions: a.held.exercised[r.Object],
	}
}

// knownRun is a report as lists are held against it.
func (a *app) knownRun(report *diffreport.Report) known.Run {
	run := known.Run{
		Filtered: a.filters.leaveDifferencesOut() || a.noRun || a.raw || len(a.noRules) > 0,
		Complete: func(l *known.List) bool { return a.isComplete(l, report) },
	}
	for i := range report.Results {
		run.Pairs = append(run.Pairs, a.pair(&report.Results[i]))
	}
	return run
}

// maxProblems is how many problems of a kind are printed.
const maxProblems = 20

// conclude holds a report to the lists and returns errDiffers if a gate must not let it pass. Why is in the last lines
// that it prints.
func (a *app) conclude(report *diffreport.Report, problems []error) error {
	verdict := a.held.lists.Gate(a.knownRun(report))
	if len(a.held.lists) > 0 {
		a.printGate(verdict, report)
	}
	if len(verdict.Problems) > 0 || !report.Agrees() || len(problems) > 0 {
		return errDiffers
	}
	return nil
}

func (a *app) printGate(verdict known.Verdict, report *diffreport.Report) {
	counts := map[known.Kind]int{}
	for _, p := range verdict.Problems {
		if counts[p.Kind]++; counts[p.Kind] <= maxProblems {
			fmt.Fprintf(a.stderr, "difftest: %s: %s\n", p.Kind, p.Text)
		}
	}
	var parts []string
	for _, kind := range known.Kinds {
		if n := counts[kind]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind))
		}
		if n := counts[kind] - maxProblems; n > 0 {
			fmt.Fprintf(a.stderr, "difftest: %s: … and %d more\n", kind, n)
		}
	}
	for _, note := range verdict.Notes {
		a.note("%s", note)
	}
	if len(parts) > 0 {
		fmt.Fprintf(a.stderr, "difftest: the gate fails: %s\n", strings.Join(parts, ", "))
		return
	}
	n := 0
	for _, r := range report.Results {
		for _, d := range r.Differences {
			if d.IsCause() {
				n++
			}
		}
	}
	a.note("the gate passes: %d differences, all known", n)
}
