package host

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"difftest/corpus"
	"difftest/matrix"
)

// explainCommand says what conventions are.
func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [ID...]",
		Short: "say what a convention of libbpf is, where its source is, its cases, and how each loader stands",
		Long: "explain says what the ids in reports mean: MAP-17, or MAP for all of a group. Without an id it lists all.\n" +
			"How loaders stand is what the recorded run found that belongs to this program; difftest corpus/ makes one on\n" +
			"your kernel.",
		RunE: func(_ *cobra.Command, args []string) error {
			e := explanation{app: a, table: corpus.AllConventions(), standings: matrix.Committed()}
			if len(args) == 0 {
				return e.list("")
			}
			return e.explain(args)
		},
	}
}

// An explanation prints conventions.
type explanation struct {
	app       *app
	table     *corpus.Conventions
	standings *matrix.Standings
}

// explain prints each convention, or lists the group, that an id names.
func (e explanation) explain(ids []string) error {
	for i, id := range ids {
		if i > 0 {
			e.printf("\n")
		}
		if e.isGroup(id) {
			if err := e.list(strings.ToUpper(id)); err != nil {
				return err
			}
			continue
		}
		c, ok := e.find(id)
		if !ok {
			return fmt.Errorf("no convention %s: `difftest explain` lists them", id)
		}
		e.one(c)
	}
	return nil
}

func (e explanation) printf(format string, args ...any) { fmt.Fprintf(e.app.stdout, format, args...) }

func (e explanation) isGroup(prefix string) bool {
	for _, g := range e.table.Groups {
		if strings.EqualFold(g.Prefix, prefix) {
			return true
		}
	}
	return false
}

// find finds a convention by its id, in capitals or not.
func (e explanation) find(id string) (corpus.Convention, bool) {
	for _, c := range e.table.List {
		if strings.EqualFold(c.ID, id) {
			return c, true
		}
	}
	return corpus.Convention{}, false
}

// list prints a line for each convention of a group, or of all groups if it is empty.
func (e explanation) list(group string) error {
	w := tabwriter.NewWriter(e.app.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprint(w, "ID\tLEVEL\t")
	for _, l := range e.standings.Loaders {
		fmt.Fprintf(w, "%s\t", strings.ToUpper(l.Name))
	}
	fmt.Fprintln(w, "CONVENTION")
	for _, c := range e.table.List {
		if group != "" && corpus.GroupOf(c.ID) != group {
			continue
		}
		fmt.Fprintf(w, "%s\t%s\t", c.ID, c.Level)
		results := e.standings.Of(c.ID)
		for i := range e.standings.Loaders {
			if results == nil {
				fmt.Fprint(w, "-\t")
				continue
			}
			fmt.Fprintf(w, "%s\t", results[i])
		}
		fmt.Fprintln(w, c.Title)
	}
	return w.Flush()
}

// one prints all that is known of one convention.
func (e explanation) one(c corpus.Convention) {
	e.printf("%s  %s\n\n", c.ID, c.Title)
	for _, line := range wrapped(c.Libbpf, explainWidth) {
		e.printf("  %s\n", line)
	}
	e.printf("\n  source  %s\n  level   %s\n", c.Source, c.Level)
	if c.Since != "" {
		e.printf("  since   libbpf %s\n", c.Since)
	}
	if c.Unshown != "" {
		e.printf("  cases   none: %s\n", c.Unshown)
	}
	e.standing(c.ID)
}

// explainWidth is how many characters a line of running text has.
const explainWidth = 100

// standing prints how the loaders stood to a convention in the recorded run, and its cases.
func (e explanation) standing(id string) {
	s := e.standings
	results := s.Of(id)
	if results == nil {
		return
	}
	e.printf("\n  On Linux %s, %s, against %s:\n", s.Kernel, s.Arch, s.Reference)
	for i, l := range s.Loaders {
		e.printf("    %-20s %s\n", l, results[i])
	}
	cases := s.CasesOf(id)
	e.printf("\n  Cases, in corpus/:\n")
	for i, c := range cases {
		if i == mostCases && len(cases) > mostCases+1 {
			e.printf("    … and %d more\n", len(cases)-mostCases)
			break
		}
		e.printf("    %-44s %s\n", c.Object, e.results(c.Results))
	}
	if forms := s.FormsOf(id); len(forms) > 0 {
		e.printf("\n  The section's name in its forms:\n")
		for _, v := range forms {
			e.printf("    %-44s %s\n", v.Object, e.results(v.Results))
		}
	}
}

// mostCases is how many cases of one convention are shown: those of section names in one form are over a hundred.
const mostCases = 20

// results writes the results of one case.
func (e explanation) results(results []matrix.Result) string {
	var parts []string
	for i, r := range results {
		parts = append(parts, e.standings.Loaders[i].Name+" "+string(r))
	}
	return strings.Join(parts, ", ")
}

// wrapped breaks a text into lines of at most width characters where words allow it.
func wrapped(text string, width int) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		last := len(lines) - 1
		if last < 0 || len(lines[last])+1+len(word) > width {
			lines = append(lines, word)
			continue
		}
		lines[last] += " " + word
	}
	return lines
}
