package diffreport

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A tally counts the pairs of one loader.
type tally struct {
	name     string
	verdicts Totals
	impacts  map[Impact]int // causes that are not known
	security int            // those of security among them
}

// tallies counts the pairs by loader and version, in the order of the results.
func tallies(r *Report) []*tally {
	var list []*tally
	index := map[string]*tally{}
	for _, result := range r.Results {
		name := named(result.Loader, result.Version)
		t, ok := index[name]
		if !ok {
			t = &tally{name: name, impacts: map[Impact]int{}}
			index[name], list = t, append(list, t)
		}
		if n := t.verdicts.count(result.Verdict); n != nil {
			*n++
		}
		for _, d := range result.Differences {
			if d.Known {
				continue
			}
			if d.IsCause() {
				t.impacts[d.Impact]++
			}
			if d.IsCause() && d.Security {
				t.security++
			}
		}
	}
	return list
}

// table writes a row for each loader: its pairs by verdict, its causes by impact.
func (t *textWriter) table() {
	list := tallies(t.report)
	if len(list) == 0 {
		return
	}
	columns := tableColumns()
	rows := [][]string{{"loader"}}
	for _, c := range columns {
		rows[0] = append(rows[0], c.title)
	}
	for _, l := range list {
		row := []string{l.name}
		for _, c := range columns {
			row = append(row, zeroAsDot(c.value(l)))
		}
		rows = append(rows, row)
	}
	t.rows(rows, columns)
}

// A column is one column of the table.
type column struct {
	title string
	value func(*tally) int
	first bool // the first of its group
}

func tableColumns() []column {
	var columns []column
	for i, v := range Verdicts {
		columns = append(columns, column{string(v), func(l *tally) int { return l.verdicts.Of(v) }, i == 0})
	}
	for i, imp := range Impacts {
		columns = append(columns, column{string(imp), func(l *tally) int { return l.impacts[imp] }, i == 0})
	}
	return append(columns, column{"security", func(l *tally) int { return l.security }, true})
}

// rows writes rows with their columns aligned, the first to the left. The first row is the title.
func (t *textWriter) rows(rows [][]string, columns []column) {
	width := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	for n, row := range rows {
		var b strings.Builder
		fmt.Fprintf(&b, "%-*s", width[0], row[0])
		for i, cell := range row[1:] {
			gap := "  "
			if columns[i].first {
				gap = "  │ "
			}
			fmt.Fprintf(&b, "%s%*s", gap, width[i+1], cell)
		}
		line := b.String()
		if n == 0 {
			line = t.paint.dim(line)
		}
		t.printf("%s\n", line)
	}
	t.printf("\n")
}

// zeroAsDot writes n so that the eye finds what is not zero.
func zeroAsDot(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

// count writes the last line.
func (t *textWriter) count() {
	c := t.report.Compared()
	t.printf("%s; compared %s, %s, %s, %s", countOf(t.report.Totals),
		plural(c.Programs, "program"), plural(c.Insns, "instruction"), plural(c.Maps, "map"), plural(c.Bytes, "byte"))
	if c.Runs > 0 {
		t.printf(", %s", plural(c.Runs, "run"))
	}
	t.printf("\n")
}

// countOf says how many pairs there are, and what came of them.
func countOf(totals Totals) string {
	var parts []string
	for _, v := range Verdicts {
		n := totals.Of(v)
		if n == 0 && v != Same && v != Differs {
			continue
		}
		word := string(v)
		if v == Differs && n != 1 {
			word = "differ"
		}
		parts = append(parts, fmt.Sprintf("%d %s", n, word))
	}
	return plural(totals.Sum(), "pair") + ": " + strings.Join(parts, ", ")
}

// plural writes n with its word.
func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
