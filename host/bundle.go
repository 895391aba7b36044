package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"difftest/capture"
	"difftest/corpus"
	"difftest/diffreport"
	"difftest/normalize"
)

// bundleText is the text of a bundle.
const bundleText = "REPORT.md"

// bundleCommand puts together what a maintainer needs of one difference.
func (a *app) bundleCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "bundle KEY PATH... --loader LOADER",
		Short: "write a folder about one difference that its loader's maintainers can act on",
		Long: `bundle compares PATH..., finds the difference with KEY ("prog count insn 12", as reports print it) and writes a folder
with the object, its source where it stands beside, both canonical forms and recordings, and a text in Markdown that
says what differs, which convention it is about, with which versions and kernel, and how to see it again. The
difference must be of one pair: --loader, --object and the other filters choose.`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error { return a.bundle(cmd.Context(), args[0], args[1:], dir) },
	}
	cmd.Flags().StringVar(&dir, "out", "", "`DIR` to write (default bundle-OBJECT-LOADER)")
	a.recordFlags(cmd)
	a.formFlags(cmd)
	a.filterFlags(cmd)
	a.knownFlags(cmd)
	return cmd
}

func (a *app) bundle(ctx context.Context, key string, paths []string, dir string) error {
	recs := map[job]*capture.Recording{} // the first of each pair
	report, _, err := a.recordedReport(ctx, paths, func(j job, rec *capture.Recording) {
		if j.repeat == 0 {
			recs[j] = rec
		}
	})
	if err != nil {
		return err
	}
	place, err := findPlace(report, key)
	if err != nil {
		return err
	}
	b := bundle{app: a, report: report, place: place}
	for j, rec := range recs {
		switch {
		case rec.Object.Path != place.Result.Object:
		case j.column == 0:
			b.ref = rec
		case rec.Loader.Name == place.Result.Loader:
			b.got = rec
		}
	}
	if b.dir = dir; dir == "" {
		b.dir = "bundle-" + stem(place.Result.Object) + "-" + fileName(place.Result.Loader)
	}
	if err := b.write(); err != nil {
		return fmt.Errorf("bundle: %w", err)
	}
	fmt.Fprintf(a.stdout, "%s: read %s\n", b.dir, filepath.Join(b.dir, bundleText))
	return nil
}

// maxCandidates is how many differences are named where none or several have a key.
const maxCandidates = 20

// findPlace finds the one difference with a key.
func findPlace(report *diffreport.Report, key string) (diffreport.Place, error) {
	var found []diffreport.Place
	var all []string
	for i := range report.Results {
		r := &report.Results[i]
		for j, d := range r.Differences {
			if !d.IsCause() {
				continue
			}
			all = append(all, fmt.Sprintf("%s by %s: %s", r.Object, r.Loader, d.Key))
			if d.Key == key {
				found = append(found, diffreport.Place{Result: r, Index: j})
			}
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) == 0 && len(all) == 0:
		return diffreport.Place{}, errors.New("nothing differs")
	case len(found) > 1:
		all = nil
		for _, p := range found {
			all = append(all, fmt.Sprintf("%s by %s", p.Result.Object, p.Result.Loader))
		}
	}
	if more := len(all) - maxCandidates; more > 0 {
		all = append(all[:maxCandidates], fmt.Sprintf("… and %d more", more))
	}
	return diffreport.Place{}, fmt.Errorf("%d differences that follow from no other have the key %q; there are\n  %s",
		len(found), key, strings.Join(all, "\n  "))
}

// stem is the name of a file without its ending.
func stem(path string) string {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}

// fileName is a loader's name as a part of a file's name: a version may hold slashes.
func fileName(loader string) string { return strings.ReplaceAll(loader, "/", "-") }

// A bundle is a folder about one difference.
type bundle struct {
	app      *app
	dir      string
	report   *diffreport.Report
	place    diffreport.Place
	ref, got *capture.Recording
	files    [][2]string // written, and what they are
}

func (b *bundle) write() error {
	if b.ref == nil || b.got == nil {
		return errors.New("no recordings of the pair")
	}
	if err := os.Mkdir(b.dir, 0o755); err != nil {
		return err
	}
	if err := b.objectFiles(); err != nil {
		return err
	}
	for column, rec := range []*capture.Recording{b.ref, b.got} {
		if err := b.recording(column, rec); err != nil {
			return err
		}
	}
	issue := b.issue()
	return b.file(bundleText, "", func(w io.Writer) error { return diffreport.WriteIssue(w, issue) })
}

// file writes one file; what it is goes into the list of files unless it is empty.
func (b *bundle) file(name, what string, write func(io.Writer) error) error {
	path := filepath.Join(b.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if what != "" {
		b.files = append(b.files, [2]string{filepath.ToSlash(name), what})
	}
	return writeFile(path, write)
}

// objectFiles copies the object and what belongs to it.
func (b *bundle) objectFiles() error {
	object := b.place.Result.Object
	base := strings.TrimSuffix(object, filepath.Ext(object))
	c, err := corpus.LoadCase(object)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		path, name, what string
		needed           bool
	}{
		{object, filepath.Base(object), "the object", true},
		{base + ".c", stem(object) + ".c", "its source", false},
		{base + ".rs", stem(object) + ".rs", "its source", false},
		{base + ".toml", stem(object) + ".toml", "what its load needs, read by difftest", false},
		{c.TargetBTF, b.targetName(c), "BTF that stands for the kernel's", c.TargetBTF != ""},
	} {
		data, err := os.ReadFile(f.path)
		if err != nil && f.needed {
			return err
		}
		if err != nil {
			continue
		}
		err = b.file(f.name, f.what, func(w io.Writer) error { _, err := w.Write(data); return err })
		if err != nil {
			return err
		}
	}
	return nil
}

// targetName is where the target's BTF lies in the bundle: as far from the object as its side file says.
func (b *bundle) targetName(c corpus.Case) string {
	root, ok := corpus.Root(c.Object)
	if !ok {
		root = filepath.Dir(c.Object)
	}
	name, err := filepath.Rel(root, c.TargetBTF)
	if err != nil || !filepath.IsLocal(name) {
		return filepath.Base(c.TargetBTF)
	}
	return name
}

// recording writes a recording and its canonical form.
func (b *bundle) recording(column int, rec *capture.Recording) error {
	name, said := fileName(rec.Loader.Name), rec.Loader.Name+" "+rec.Loader.Version
	form, err := normalize.Canonical(rec, b.app.rules())
	if err != nil {
		return err
	}
	if err := b.file(name+".txt", "what "+said+" sent, in canonical form", form.WriteText); err != nil {
		return err
	}
	name = fmt.Sprintf("%d-%s%s", column, name, recordingEnding)
	return b.file(name, "the recording of "+said+", for `difftest diff`", func(w io.Writer) error {
		return capture.Write(w, rec)
	})
}

// issue is the text of the bundle.
func (b *bundle) issue() diffreport.Issue {
	d := b.place.Difference()
	issue := diffreport.Issue{Report: b.report, Place: b.place, SHA256: b.got.Object.SHA256, Files: slices.Clone(b.files)}
	for _, id := range d.Conventions {
		if c, ok := corpus.AllConventions().ByID(id); ok {
			issue.Conventions = append(issue.Conventions, diffreport.IssueConvention{
				ID: c.ID, Title: c.Title, Text: c.Libbpf, Source: c.Source,
			})
		}
	}
	if e := b.app.held.lists.Find(b.app.pair(b.place.Result), d); e != nil {
		issue.Reason, issue.Upstream = e.Reason, e.Upstream
	}
	return issue
}
