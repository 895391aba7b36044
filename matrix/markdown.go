package matrix

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"difftest/corpus"
)

// means says what a result means, for people.
var means = map[Result]string{
	Broken:      "the plugin or the library crashed",
	Unstable:    "the loader does not load the same each time",
	Silent:      "both load, and what runs or holds differs",
	Accepts:     "it loads what the reference does not",
	Refuses:     "it does not load what the reference does",
	Elsewhere:   "both refuse, at another stage or after asking the kernel for something else",
	Metadata:    "what debugging sees differs",
	Naming:      "names alone differ",
	Same:        "no difference",
	NotCompared: "the loader lacks what the cases need",
}

// levels are the levels of conventions, from what objects cannot do without on. levelMeans says what they are,
// levelMark marks a convention that is not required.
var (
	levels     = []corpus.Level{corpus.LevelRequired, corpus.LevelRecommended, corpus.LevelDeliberate}
	levelMeans = map[corpus.Level]string{
		corpus.LevelRequired:    "an object that relies on it means something else without it",
		corpus.LevelRecommended: "objects are written for it, and a loader may say that it does otherwise",
		corpus.LevelDeliberate:  "the reference's own choice",
	}
	levelMark = map[corpus.Level]string{
		corpus.LevelRecommended: " (recommended)", corpus.LevelDeliberate: " (its own choice)",
	}
)

// A markdown writes one document. Errors of w are sticky and come out of its Flush.
type markdown struct {
	w     *bufio.Writer
	table *corpus.Conventions
	s     *Standings
}

func (m *markdown) printf(format string, args ...any) { fmt.Fprintf(m.w, format, args...) }

// row writes one row of a table.
func (m *markdown) row(cells ...string) { m.printf("| %s |\n", strings.Join(cells, " | ")) }

// head writes the head of a table.
func (m *markdown) head(titles ...string) {
	m.row(titles...)
	m.printf("|%s\n", strings.Repeat("---|", len(titles)))
}

// loaders returns the loaders' names after other titles.
func (m *markdown) loaders(titles ...string) []string {
	for _, l := range m.s.Loaders {
		titles = append(titles, l.String())
	}
	return titles
}

// escaped makes text safe in a cell of a table: no end of the cell, no emphasis by accident.
func escaped(text string) string {
	return strings.NewReplacer("|", "\\|", "*", "\\*", "_", "\\_", "<", "&lt;").Replace(text)
}

// WriteConventions writes the table of all conventions with the results of each loader, CONVENTIONS.md.
func WriteConventions(w io.Writer, table *corpus.Conventions, sections []corpus.Section, s *Standings) error {
	m := &markdown{bufio.NewWriter(w), table, s}
	m.printf("# Conventions of %s, and how loaders stand to them\n\n", s.Reference.Name)
	m.printf("Made by `make matrix` from a run over the corpus; not to be edited.\n%s\n\n", s.made())
	m.printf("`difftest explain ID` shows what a convention is, its cases and the result of each. Where a loader\n" +
		"differs in some of a convention's cases, the result is that of the worst, with how many of them differ.\n\n")
	m.counts()
	for _, g := range table.Groups {
		m.group(g)
	}
	m.sections(sections)
	if err := m.w.Flush(); err != nil {
		return fmt.Errorf("conventions: %w", err)
	}
	return nil
}

// made says what the standings are of.
func (s *Standings) made() string {
	return fmt.Sprintf("On Linux %s, %s, %d CPUs, against %s.", s.Kernel, s.Arch, s.CPUs, s.Reference)
}

// counts writes how many conventions have each result.
func (m *markdown) counts() {
	counts := m.s.counts()
	m.head(m.loaders("result", "meaning")...)
	for _, r := range Results {
		cells := []string{string(r), means[r]}
		for i := range m.s.Loaders {
			cells = append(cells, fmt.Sprint(counts[i][r]))
		}
		m.row(cells...)
	}
	cells := []string{"**parity**", "same, of the compared ones that are not the reference's own choice"}
	for _, p := range m.s.Parities(m.table, "") {
		cells = append(cells, fmt.Sprintf("**%d/%d**", p.Same, p.Of))
	}
	m.row(cells...)
	for _, level := range levels {
		cells := []string{string(level), levelMeans[level] + ": same, of the compared ones"}
		for _, p := range m.s.ofLevel(m.table, level) {
			cells = append(cells, fmt.Sprintf("%d/%d", p.Same, p.Of))
		}
		m.row(cells...)
	}
	all, shown := len(m.table.List), len(m.s.Conventions)
	m.printf("\n%d conventions: %d have cases, %d say why none can show them.\n", all, shown, all-shown)
}

// group writes the table of one group of conventions.
func (m *markdown) group(g corpus.Group) {
	m.printf("\n## %s\n\n", g.Title)
	m.head(m.loaders("id", "convention", m.s.Reference.Name)...)
	for _, c := range m.table.List {
		if corpus.GroupOf(c.ID) != g.Prefix {
			continue
		}
		does := escaped(c.Libbpf)
		does += levelMark[c.Level]
		if c.Unshown != "" {
			does += ". Not shown: " + escaped(c.Unshown)
		}
		cells := []string{c.ID, fmt.Sprintf("[%s](%s)", escaped(c.Title), c.Source), does}
		for i := range m.s.Loaders {
			cells = append(cells, m.cell(c, i))
		}
		m.row(cells...)
	}
}

// cell writes the result of one loader to one convention.
func (m *markdown) cell(c corpus.Convention, loader int) string {
	cases := m.s.CasesOf(c.ID)
	if len(cases) == 0 {
		return "–"
	}
	differ := 0
	for _, one := range cases {
		if r := one.Results[loader]; r != Same && r != NotCompared {
			differ++
		}
	}
	result := m.s.Of(c.ID)[loader]
	switch {
	case differ == 0:
		return string(result)
	case len(cases) == 1:
		return marked(result)
	}
	return fmt.Sprintf("%s %d/%d", marked(result), differ, len(cases))
}

// marked makes the results stand out that change what an object does.
func marked(r Result) string {
	switch r {
	case Broken, Unstable, Silent, Accepts, Refuses:
		return "**" + string(r) + "**"
	}
	return string(r)
}

// sections writes the section names in their forms.
func (m *markdown) sections(sections []corpus.Section) {
	m.printf("\n## Section names in their forms\n\n")
	m.printf("Each form is a case of its own, [corpus/cases/sec/](corpus/cases/sec/): the name as it is (canonical);\n" +
		"without the target that may follow, or with one that may not (bare, target); with letters behind it;\n" +
		"with ? in front.\n\n")
	titles := []string{"id", "section"}
	for _, l := range m.s.Loaders {
		for _, form := range []string{"canonical", "bare, target", "letters", "?"} {
			titles = append(titles, l.Name+": "+form)
		}
	}
	m.head(titles...)
	for _, section := range sections {
		cells := []string{section.ID, "`" + section.Name + "`"}
		for i := range m.s.Loaders {
			for _, v := range m.s.FormsOf(section.ID) {
				cells = append(cells, marked(v.Results[i]))
			}
		}
		m.row(cells...)
	}
}

// WriteSummary writes the support matrix by groups, for the README.
func WriteSummary(w io.Writer, table *corpus.Conventions, s *Standings) error {
	m := &markdown{bufio.NewWriter(w), table, s}
	m.printf("How many conventions of %s a loader follows, of those that the corpus compares.\n", s.Reference.Name)
	m.printf("%s\n", s.made())
	m.printf("[CONVENTIONS.md](CONVENTIONS.md) has each with its result.\n\n")
	m.head(m.loaders("conventions")...)
	for _, g := range append(table.Groups, corpus.Group{Title: "**all**"}) {
		cells := []string{g.Title}
		compared := false
		for _, p := range s.Parities(table, g.Prefix) {
			cells = append(cells, fmt.Sprintf("%d/%d", p.Same, p.Of))
			compared = compared || p.Of > 0
		}
		if compared {
			m.row(cells...)
		}
	}
	if err := m.w.Flush(); err != nil {
		return fmt.Errorf("matrix: %w", err)
	}
	return nil
}
