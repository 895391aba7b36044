package host

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"difftest/capture"
	"difftest/diffreport"
	"difftest/filter"
)

// filters say what a command looks at. They mean the same in every command.
type filters struct {
	given struct{ object, program, convention, kind, impact []string } // the flags' values

	objects, programs, loaders, conventions, kinds, impacts filter.Names
}

const filterHelp = `

Filters take patterns with *, ? and [], may be repeated, and mean the same in every command: what matches one of them is
looked at. A pattern for objects matches the end of a path: --object 'core/*.o'. '!PATTERN' leaves out what matches, and
@FILE reads values from a file, one a line. A difference counts with what follows from it. Kinds and impacts are of
differences: where nothing is compared, they leave nothing out.`

// filterFlags adds the flags that every command with objects has.
func (a *app) filterFlags(cmd *cobra.Command) {
	given, flags := &a.filters.given, cmd.Flags()
	flags.StringArrayVar(&given.object, "object", nil, "look only at objects whose path ends like `GLOB`")
	flags.StringArrayVar(&given.program, "program", nil, "look only at programs named like `GLOB`")
	flags.StringArrayVar(&given.convention, "convention", nil, "look only at objects that exercise the convention `ID`")
	flags.StringArrayVar(&given.kind, "kind", nil, "look only at differences of `KIND`: "+join(diffreport.Kinds))
	flags.StringArrayVar(&given.impact, "impact", nil, "look only at differences of `IMPACT`: "+join(diffreport.Impacts))
	complete(cmd, "kind", diffreport.Kinds)
	complete(cmd, "impact", diffreport.Impacts)
}

func join[T ~string](words []T) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(w))
	}
	return b.String()
}

// readFilters parses what was given. A kind or impact that no difference can have is an error: it would let everything
// pass.
func (a *app) readFilters() error {
	f := &a.filters
	for _, p := range []struct {
		flag   string
		values []string
		into   *filter.Names
	}{
		{"object", f.given.object, &f.objects},
		{"program", f.given.program, &f.programs},
		{"loader", a.loaders, &f.loaders},
		{"convention", f.given.convention, &f.conventions},
		{"kind", f.given.kind, &f.kinds},
		{"impact", f.given.impact, &f.impacts},
	} {
		var err error
		if *p.into, err = filter.Parse(p.values, readText); err != nil {
			return fmt.Errorf("--%s: %w", p.flag, err)
		}
	}
	if err := among("kind", f.kinds, diffreport.Kinds); err != nil {
		return err
	}
	return among("impact", f.impacts, diffreport.Impacts)
}

func readText(path string) (string, error) {
	text, err := os.ReadFile(path)
	return string(text), err
}

// chosen are the names of the loaders that --loader asks for: one by its name, whether it is registered or not, or all
// registered ones that a pattern matches, the reference left out. byDefault are those where it asks for none.
func (a *app) chosen(regs []Registration, byDefault []string) ([]string, error) {
	asked, err := filter.Parse(a.loaders, readText)
	if err != nil {
		return nil, fmt.Errorf("--loader: %w", err)
	}
	names := slices.Clone(byDefault)
	if len(asked.Allowed()) > 0 {
		names = nil
	}
	for _, pattern := range asked.Allowed() {
		if filter.IsLiteral(pattern) {
			names = append(names, pattern)
			continue
		}
		for _, r := range regs {
			if r.Name != a.reference && filter.Match(pattern, r.Name) {
				names = append(names, r.Name)
			}
		}
	}
	return slices.DeleteFunc(names, asked.Denies), nil
}

// among returns an error if a pattern matches none of words.
func among[T ~string](flag string, names filter.Names, words []T) error {
	for _, pattern := range slices.Concat(names.Allowed(), names.Denied()) {
		if !slices.ContainsFunc(words, func(w T) bool { return filter.Match(pattern, string(w)) }) {
			return fmt.Errorf("--%s %s: there are %s", flag, pattern, join(words))
		}
	}
	return nil
}

// leaveDifferencesOut reports whether differences of an object may be left out.
func (f *filters) leaveDifferencesOut() bool {
	return !f.programs.IsZero() || !f.kinds.IsZero() || !f.impacts.IsZero()
}

// wantsObject reports whether an object is looked at.
func (f *filters) wantsObject(obj capture.Object, conventions []string) bool {
	if !f.objects.Match(absolutePath(obj.Path)) || !f.conventions.MatchAny(conventions) {
		return false
	}
	return f.programs.Allows("") || slices.ContainsFunc(programs(obj), f.programs.Match)
}

// absolutePath is the path that patterns for objects are held against, so that it does not matter where the program is
// started.
func absolutePath(path string) string { return filepath.ToSlash(absolute(path)) }

// programs names the programs of an object.
func programs(obj capture.Object) []string {
	var names []string
	if obj.Facts == nil {
		return nil
	}
	for _, f := range obj.Facts.Funcs {
		if f.IsProgram() {
			names = append(names, f.Name)
		}
	}
	return names
}

// wanted are the objects that are looked at. How many are not is said.
func (a *app) wanted(objects []*Object) []*Object {
	var out []*Object
	for _, obj := range objects {
		if a.filters.wantsObject(obj.Object, obj.Case.Conventions) {
			out = append(out, obj)
		} else {
			a.held.leftOut = append(a.held.leftOut, absolutePath(obj.Path))
		}
	}
	if n := len(objects) - len(out); n > 0 {
		a.note("%d of %d objects left out by filters", n, len(objects))
	}
	return out
}

// wantsDifference reports whether a cause with what follows from it is looked at.
func (f *filters) wantsDifference(group []diffreport.Difference) bool {
	kind := func(d diffreport.Difference) string { return string(d.Kind) }
	return f.impacts.Match(string(group[0].Impact)) && isAbout(f.kinds, group, kind) &&
		isAbout(f.programs, group, diffreport.Difference.Program)
}

// isAbout reports whether one of a cause and what follows from it is asked for, and the cause is not denied.
func isAbout(names filter.Names, group []diffreport.Difference, of func(diffreport.Difference) string) bool {
	return !names.Denies(of(group[0])) && slices.ContainsFunc(group, func(d diffreport.Difference) bool {
		return names.Allows(of(d))
	})
}

// keepWanted leaves out of a result what is not looked at.
func (f *filters) keepWanted(r *diffreport.Result) {
	if f.leaveDifferencesOut() {
		r.Keep(f.wantsDifference)
	}
}

// wantedStored are the recordings that are looked at. The reference's stay with every object.
func (a *app) wantedStored(list []stored) []stored {
	return slices.DeleteFunc(list, func(s stored) bool {
		if !a.filters.wantsObject(s.rec.Object, conventions(s.rec).all) {
			a.held.leftOut = append(a.held.leftOut, absolutePath(s.rec.Object.Path))
			return true
		}
		loader := s.rec.Loader.Name
		return loader != a.reference && !a.filters.loaders.Match(loader)
	})
}

// note prints what is worth knowing and no problem, unless it is to be quiet.
func (a *app) note(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.stderr, "difftest: "+format+"\n", args...)
	}
}
