package diffreport

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// maxMarkdownRows is how many causes, and how many broken pairs, the Markdown report names: it is a summary.
const maxMarkdownRows = 15

// WriteMarkdown writes a summary in GitHub's Markdown: what came of the run, a row for each loader, the worst causes.
func WriteMarkdown(w io.Writer, r *Report) error {
	m := &markdown{w: bufio.NewWriter(w), report: r}
	m.head()
	m.loaders()
	m.broken()
	m.causes()
	if err := m.w.Flush(); err != nil {
		return fmt.Errorf("markdown report: %w", err)
	}
	return nil
}

// markdown writes one Markdown report. Errors of w are sticky and come out of its Flush.
type markdown struct {
	w      *bufio.Writer
	report *Report
}

func (m *markdown) printf(format string, args ...any) { fmt.Fprintf(m.w, format, args...) }

// row writes a row of a table.
func (m *markdown) row(cells ...string) { m.printf("| %s |\n", strings.Join(cells, " | ")) }

func (m *markdown) head() {
	mark := "✅"
	if !m.report.Agrees() {
		mark = "❌"
	}
	m.printf("### %s difftest: %s\n\n", mark, countOf(m.report.Totals))
	if len(m.report.Results) > 0 {
		first := m.report.Results[0]
		m.printf("Compared with %s on Linux %s %s.\n\n", markdownText(named(m.report.Reference, first.ReferenceVersion)),
			markdownText(first.Target.Kernel), first.Target.Arch)
	}
}

// loaders writes the table of loaders. Columns that are empty for all are left out, but for the first and third.
func (m *markdown) loaders() {
	list := tallies(m.report)
	if len(list) == 0 {
		return
	}
	head, rule := []string{"loader"}, []string{"---"}
	var columns []column
	for _, c := range tableColumns() {
		sum := 0
		for _, l := range list {
			sum += c.value(l)
		}
		if sum == 0 && c.title != string(Same) && c.title != string(Differs) {
			continue
		}
		columns, head, rule = append(columns, c), append(head, c.title), append(rule, "--:")
	}
	m.row(head...)
	m.row(rule...)
	for _, l := range list {
		cells := []string{markdownText(l.name)}
		for _, c := range columns {
			cells = append(cells, zeroAsDot(c.value(l)))
		}
		m.row(cells...)
	}
	m.printf("\n")
}

// broken lists the pairs of which nothing can be said.
func (m *markdown) broken() {
	n := 0
	for _, r := range m.report.Results {
		if r.Verdict != Broken && r.Verdict != Unstable {
			continue
		}
		if n++; n <= maxMarkdownRows {
			m.printf("- **%s** %s by %s: %s\n", r.Verdict, codeSpan(r.Object), markdownText(named(r.Loader, r.Version)),
				markdownText(clip(oneLine(r.Reason), maxLine)))
		}
	}
	if n > maxMarkdownRows {
		m.printf("- … and %d more\n", n-maxMarkdownRows)
	}
	if n > 0 {
		m.printf("\n")
	}
}

// causes writes the worst causes that are not known.
func (m *markdown) causes() {
	var list []*Cause
	for _, c := range Causes(m.report) {
		if !c.Known {
			list = append(list, c)
		}
	}
	if len(list) == 0 {
		return
	}
	m.printf("**%s**", plural(len(list), "cause"))
	if len(list) > maxMarkdownRows {
		m.printf(", the worst %d:", maxMarkdownRows)
		list = list[:maxMarkdownRows]
	}
	m.printf("\n\n")
	m.row("impact", "where", "loader", "objects", "for example")
	m.row("---", "---", "---", "--:", "---")
	for _, c := range list {
		m.cause(c)
	}
	m.printf("\n")
}

func (m *markdown) cause(c *Cause) {
	impact := string(c.Impact)
	if c.Security {
		impact += ", **security**"
	}
	objects := c.Objects()
	example, what := c.Places[0].Difference(), c.Where
	if len(objects) == 1 {
		what = example.Key
	}
	what = codeSpan(what)
	if isShort(example.Reference, example.Got) {
		what += "<br>" + codeSpan(shown(example.Reference)) + " → " + codeSpan(shown(example.Got))
	}
	if len(c.Conventions) > 0 {
		what += "<br>" + markdownText(strings.Join(c.Conventions[:min(len(c.Conventions), maxConventions)], " "))
	}
	m.row(impact, what, markdownText(c.Loader), fmt.Sprint(len(objects)), codeSpan(objects[0]))
}

// markdownText makes text stand for itself in a line or a cell.
var markdownText = strings.NewReplacer(
	"\\", "\\\\", "|", "\\|", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;",
	"&", "&amp;", "#", "\\#", "\n", " ", "\r", " ", "@", "&#64;",
).Replace

// codeSpan makes text stand for itself as code, in a cell too. HTML rather than backticks: these cannot hold a "|" in a cell
// everywhere, nor a backtick.
func codeSpan(text string) string { return "<code>" + codeText(text) + "</code>" }

var codeText = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "&#124;", "`", "&#96;", "*", "&#42;", "_", "&#95;", "[", "&#91;",
	"]", "&#93;", "\\", "&#92;", "\n", " ", "\r", " ", "@", "&#64;", "~", "&#126;", ":", "&#58;",
).Replace
