// Package matrix sets conventions against loaders: how each loader stood to each convention of libbpf in a run over the
// corpus. It makes the support matrix, CONVENTIONS.md and badges of a report; it runs nothing and reads no file. Start
// at Make.
package matrix

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"difftest/corpus"
	"difftest/diffreport"
)

// A Standings is how the loaders stood in one run.
type Standings struct {
	Kernel      string     `json:"kernel"` // release
	Arch        string     `json:"arch"`
	CPUs        int        `json:"cpus"` // possible CPUs
	Reference   Loader     `json:"reference"`
	Loaders     []Loader   `json:"loaders"`     // by name
	Conventions []Standing `json:"conventions"` // those that a case shows, in the table's order
	Sections    []Variant  `json:"sections"`    // section names in their forms, in the table's order
}

// A Loader is one version of a loader.
type Loader struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// String is the loader as people call it: "aya 0.14.0".
func (l Loader) String() string { return l.Name + " " + l.Version }

// A Standing is how the loaders stood to one convention.
type Standing struct {
	ID    string `json:"id"`
	Cases []Case `json:"cases"` // that show it, by object
}

// A Case is how the loaders stood in one case.
type Case struct {
	Object  string   `json:"object"`  // relative to the corpus
	Results []Result `json:"results"` // by loader, in the order of Standings.Loaders
}

// A Variant is how the loaders stood to a section name in one form.
type Variant struct {
	ID      string      `json:"id"` // of the section
	Form    corpus.Form `json:"form"`
	Object  string      `json:"object"`
	Results []Result    `json:"results"`
}

// A Result is how a loader stood to a convention, in one case or in all.
type Result string

// The results, the worst first.
const (
	Broken      Result = "broken"       // the plugin or the library crashed
	Unstable    Result = "unstable"     // the loader disagrees with itself
	Silent      Result = "silent"       // both load; what runs or holds differs
	Accepts     Result = "accepts"      // it loads what the reference does not
	Refuses     Result = "refuses"      // it does not load what the reference does
	Elsewhere   Result = "elsewhere"    // both refuse, at another stage or after asking for something else
	Metadata    Result = "metadata"     // what debugging sees differs
	Naming      Result = "naming"       // names alone differ
	Same        Result = "same"         // no difference
	NotCompared Result = "not compared" // the loader lacks what the case needs
)

// Results lists the results, the worst first.
var Results = []Result{Broken, Unstable, Silent, Accepts, Refuses, Elsewhere, Metadata, Naming, Same, NotCompared}

// worst returns the worst of results. A case that was not compared says nothing beside one that was.
func worst(results []Result) Result {
	if len(results) == 0 {
		return NotCompared
	}
	return slices.MinFunc(results, func(a, b Result) int {
		return cmp.Compare(slices.Index(Results, a), slices.Index(Results, b))
	})
}

// A Shown is an object of the corpus with the conventions that it shows.
type Shown struct {
	Object      string // as the report names it
	Relative    string // relative to the corpus
	Conventions []string
}

// Make makes standings of a report over the corpus. The report must be complete, with every object by every loader,
// made on one kernel with one version of each loader; else the error says what it lacks.
func Make(
	table *corpus.Conventions, sections []corpus.Section, objects []Shown, r *diffreport.Report,
) (*Standings, error) {
	s, err := head(r)
	if err != nil {
		return nil, err
	}
	results, err := s.index(objects, r)
	if err != nil {
		return nil, err
	}
	shows := map[string][]Case{}
	seen := map[string][]*diffreport.Result{}
	for _, object := range objects {
		seen[object.Relative] = results[object.Object]
		for _, id := range object.Conventions {
			if _, ok := table.ByID(id); !ok {
				return nil, fmt.Errorf("%s: no convention %s", object.Object, id)
			}
			shows[id] = append(shows[id], Case{object.Relative, resultsOf(results[object.Object], id)})
		}
	}
	for _, c := range table.List {
		// A case from a report may name a convention that it is about and that no case can show.
		if cases := shows[c.ID]; len(cases) > 0 && c.Unshown == "" {
			slices.SortFunc(cases, func(a, b Case) int { return cmp.Compare(a.Object, b.Object) })
			s.Conventions = append(s.Conventions, Standing{c.ID, cases})
		}
	}
	for _, section := range sections {
		for _, v := range section.Variants() {
			if seen[v.Object] == nil {
				return nil, fmt.Errorf("the report has no %s", v.Object)
			}
			s.Sections = append(s.Sections, Variant{section.ID, v.Form, v.Object, resultsOf(seen[v.Object], "")})
		}
	}
	return s, nil
}

// head says of what a report is. A plugin that broke may not have said its version.
func head(r *diffreport.Report) (*Standings, error) {
	if len(r.Results) == 0 {
		return nil, fmt.Errorf("the report is empty")
	}
	target := r.Results[0].Target
	s := &Standings{
		Kernel: target.Kernel, Arch: target.Arch, CPUs: target.CPUs, Reference: Loader{Name: r.Reference},
	}
	for _, result := range r.Results {
		if result.Target != target {
			return nil, fmt.Errorf("the report is of two targets: %s and %s", target.Kernel, result.Target.Kernel)
		}
		i := slices.IndexFunc(s.Loaders, func(l Loader) bool { return l.Name == result.Loader })
		if i < 0 {
			i = len(s.Loaders)
			s.Loaders = append(s.Loaders, Loader{Name: result.Loader})
		}
		if err := errors.Join(s.Reference.is(result.ReferenceVersion), s.Loaders[i].is(result.Version)); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(s.Loaders, func(a, b Loader) int { return cmp.Compare(a.Name, b.Name) })
	return s, nil
}

// is takes over the version that one result names, if it names one. It fails where another one named another.
func (l *Loader) is(version string) error {
	if version != "" && l.Version != "" && version != l.Version {
		return fmt.Errorf("the report is of two versions of %s", l.Name)
	}
	l.Version = cmp.Or(l.Version, version)
	return nil
}

// index finds each object's results, by loader in the order of s.Loaders.
func (s *Standings) index(objects []Shown, r *diffreport.Report) (map[string][]*diffreport.Result, error) {
	byLoader := map[string]int{}
	for i, l := range s.Loaders {
		byLoader[l.Name] = i
	}
	out := map[string][]*diffreport.Result{}
	for i := range r.Results {
		result := &r.Results[i]
		if out[result.Object] == nil {
			out[result.Object] = make([]*diffreport.Result, len(s.Loaders))
		}
		out[result.Object][byLoader[result.Loader]] = result
	}
	for _, object := range objects {
		for i, l := range s.Loaders {
			if out[object.Object] == nil || out[object.Object][i] == nil {
				return nil, fmt.Errorf("the report has no %s by %s: it must be of the whole corpus", object.Object, l.Name)
			}
		}
	}
	return out, nil
}

// Of returns how the loaders stood to a convention over all its cases, in the order of s.Loaders, or nil if no case
// shows it.
func (s *Standings) Of(id string) []Result {
	i := slices.IndexFunc(s.Conventions, func(st Standing) bool { return st.ID == id })
	if i < 0 {
		return nil
	}
	var out []Result
	for l := range s.Loaders {
		var all []Result
		for _, c := range s.Conventions[i].Cases {
			all = append(all, c.Results[l])
		}
		out = append(out, worst(all))
	}
	return out
}

// CasesOf returns the cases that show a convention.
func (s *Standings) CasesOf(id string) []Case {
	for _, st := range s.Conventions {
		if st.ID == id {
			return st.Cases
		}
	}
	return nil
}

// FormsOf returns the forms of the section name that an id stands for, if it stands for one.
func (s *Standings) FormsOf(id string) []Variant {
	var out []Variant
	for _, v := range s.Sections {
		if v.ID == id {
			out = append(out, v)
		}
	}
	return out
}
