package host

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"difftest/corpus"
	"difftest/diffreport"
	"difftest/filter"
	"difftest/known"
)

// crashesEnding is the ending of the file beside a list, in place of the list's own, that names the objects on which the
// loader crashes: values for --object that leave them out. No list can excuse a crash, so that a run that is to pass has
// to leave these out, in so many words; it is complete without them.
const crashesEnding = ".crashes"

// isComplete reports whether the run had all objects that a list counts.
func (a *app) isComplete(l *known.List, report *diffreport.Report) bool {
	missing := a.held.leftOut
	if root, ok := a.held.corpora[l]; ok {
		var err error
		if missing, err = notReported(root, report); err != nil {
			return false
		}
	} else if a.held.parts {
		return false
	}
	return !slices.ContainsFunc(missing, func(path string) bool {
		return !a.held.crashes[l].Denies(filepath.ToSlash(path))
	})
}

// readCrashes reads, for each list, which objects the file beside it leaves out: none if there is no such file.
func (h *held) readCrashes() error {
	h.crashes = map[*known.List]filter.Names{}
	for _, l := range h.lists {
		path := strings.TrimSuffix(l.Path, listEnding) + crashesEnding
		names, err := filter.Parse([]string{"@" + path}, readText)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("known differences: %w", err)
		}
		h.crashes[l] = names
	}
	return nil
}

// notReported lists the objects of a corpus that a report does not have.
func notReported(root string, report *diffreport.Report) ([]string, error) {
	files, err := objectFiles(root)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, r := range report.Results {
		seen[absolute(r.Object)] = true
	}
	return slices.DeleteFunc(files, func(file string) bool { return seen[file] }), nil
}

// areParts reports whether paths name single objects, or folders inside a corpus.
func areParts(paths []string) bool {
	return slices.ContainsFunc(paths, func(path string) bool {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			return true
		}
		_, inside := corpus.Root(filepath.Join(absolute(path), "x"))
		return inside && filepath.Base(absolute(path)) != "cases"
	})
}
