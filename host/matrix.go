package host

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"difftest/corpus"
	"difftest/diffreport"
	"difftest/matrix"
)

// The files that the support matrix is written to, relative to the repository, and between what it stands in the
// README.
const (
	conventionsFile = "CONVENTIONS.md"
	readmeFile      = "README.md"
	badgesFolder    = "docs/badges"
	matrixBegin     = "<!-- matrix -->"
	matrixEnd       = "<!-- /matrix -->"
)

// matrixCommand rewrites what is generated from a run over the corpus.
func (a *app) matrixCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "matrix [REPORT]",
		Short: "rewrite CONVENTIONS.md, the README's matrix and the badges from a JSON report over corpus/",
		Long: "matrix rewrites " + conventionsFile + ", the part of " + readmeFile + " between " + matrixBegin + "\nand " +
			matrixEnd + ", the badges in " + badgesFolder + " and " + matrix.File + ",\n" +
			"from a JSON report over the whole of corpus/. Without one it rewrites them from the recorded run,\n" +
			"where the table of conventions changed. It runs in the repository.",
		Args:   cobra.MaximumNArgs(1),
		Hidden: true,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return writeMatrix(matrix.Committed())
			}
			return a.matrix(args[0])
		},
	}
}

func (a *app) matrix(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	defer f.Close()
	report, err := diffreport.ReadJSON(f)
	if err != nil {
		return err
	}
	shown, err := shownObjects("corpus")
	if err != nil {
		return err
	}
	s, err := matrix.Make(corpus.AllConventions(), corpus.AllSections(), shown, report)
	if err != nil {
		return fmt.Errorf("report %s: %w", path, err)
	}
	return writeMatrix(s)
}

// shownObjects reads which conventions the objects of a corpus show.
func shownObjects(folder string) ([]matrix.Shown, error) {
	objects, problems := collect([]string{folder})
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	var shown []matrix.Shown
	for _, obj := range objects {
		relative, err := filepath.Rel(folder, obj.Path)
		if err != nil {
			return nil, err
		}
		shown = append(shown, matrix.Shown{
			Object: obj.Path, Relative: filepath.ToSlash(relative), Conventions: obj.Case.Conventions,
		})
	}
	return shown, nil
}

// writeMatrix writes all that is generated from standings.
func writeMatrix(s *matrix.Standings) error {
	table := corpus.AllConventions()
	var conventions, summary bytes.Buffer
	err := errors.Join(
		matrix.WriteConventions(&conventions, table, corpus.AllSections(), s),
		matrix.WriteSummary(&summary, table, s),
	)
	if err != nil {
		return err
	}
	files := map[string][]byte{matrix.File: s.Encode(), conventionsFile: conventions.Bytes()}
	readme, err := os.ReadFile(readmeFile)
	if err != nil {
		return fmt.Errorf("readme: %w", err)
	}
	if files[readmeFile], err = between(readme, summary.Bytes()); err != nil {
		return err
	}
	for name, badge := range matrix.Badges(table, s) {
		files[filepath.Join(badgesFolder, name)] = badge
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := writeFile(name, func(w io.Writer) error { _, err := w.Write(text); return err }); err != nil {
			return err
		}
	}
	return nil
}

// between puts text between the markers of the README.
func between(readme, text []byte) ([]byte, error) {
	before, rest, begins := strings.Cut(string(readme), matrixBegin+"\n")
	_, after, ends := strings.Cut(rest, matrixEnd)
	if !begins || !ends {
		return nil, fmt.Errorf("%s: no lines %s and %s", readmeFile, matrixBegin, matrixEnd)
	}
	return []byte(before + matrixBegin + "\n" + string(text) + matrixEnd + after), nil
}
