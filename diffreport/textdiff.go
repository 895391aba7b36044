package diffreport

import (
	"fmt"
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

const (
	maxInline = 72 // most characters that two values may take together on the line of their key
	maxLines  = 16 // most lines shown of either side of a difference unless asked for all
	maxLine   = 160
)

const indent = "            " // what stands under a key

// cause writes a cause and what follows from it.
func (t *textWriter) cause(r *Result, d Difference, consequences []Difference) {
	t.difference(d, "  "+t.paint.impact(d.Impact)+strings.Repeat(" ", max(1, 10-len(d.Impact))), indent)
	t.behind(r, d, consequences)
}

// behind writes what stands below a cause: what the libraries said, and what follows from it.
func (t *textWriter) behind(r *Result, d Difference, consequences []Difference) {
	if d.Detail != nil {
		t.said(t.report.Reference, d.Detail.ReferenceMessage)
		t.said(r.Loader, d.Detail.GotMessage)
	}
	for i, c := range consequences {
		branch := "├ "
		if i == len(consequences)-1 {
			branch = "└ "
		}
		t.difference(c, indent+t.paint.dim(branch), indent+"  ")
		if c.Detail != nil {
			t.said(t.report.Reference, c.Detail.ReferenceMessage)
			t.said(r.Loader, c.Detail.GotMessage)
		}
	}
}

// said quotes the first line of what a loader said.
func (t *textWriter) said(who, message string) {
	if message != "" {
		t.printf("%s%s\n", indent, t.paint.dim(who+" says: "+clip(oneLine(message), t.width())))
	}
}

// difference writes one difference: its key with both values, and below it what takes more than a line.
func (t *textWriter) difference(d Difference, lead, below string) {
	t.printf("%s%s", lead, d.Key)
	short := !hasHunk(d) && isShort(d.Reference, d.Got)
	if short {
		t.printf("  %s → %s", shown(d.Reference), t.paint.add(shown(d.Got)))
	}
	t.printf("%s\n", t.tags(d))
	if d.Detail != nil && d.Detail.Note != "" {
		t.printf("%s%s\n", below, t.paint.dim("("+d.Detail.Note+")"))
	}
	switch {
	case short:
	case hasHunk(d):
		t.hunk(d.Detail, below)
	default:
		t.lines(d.Reference, d.Got, below)
	}
}

// hasHunk reports whether there are instructions to show.
func hasHunk(d Difference) bool {
	return d.Detail != nil && len(d.Detail.Reference)+len(d.Detail.Got) > 0
}

// tags are what stands after a difference: why it is known, what explains it, that it is one of security.
func (t *textWriter) tags(d Difference) string {
	var b strings.Builder
	if d.Security {
		b.WriteString("  " + t.paint.bad("security"))
	}
	if d.Known {
		b.WriteString("  " + t.paint.dim("known"))
	}
	if d.IsCause() {
		b.WriteString(t.conventions(d.Conventions))
	}
	return b.String()
}

// maxConventions is how many ids of conventions are shown of a difference unless asked for all.
const maxConventions = 12

// conventions writes ids in brackets.
func (t *textWriter) conventions(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	more := ""
	if left := len(ids) - maxConventions; left > 0 && !t.opts.Verbose {
		ids, more = ids[:maxConventions], fmt.Sprintf(" … %d more", left)
	}
	return "  " + t.paint.dim("["+strings.Join(ids, " ")+more+"]")
}

func isShort(ref, got string) bool {
	return !strings.Contains(ref+got, "\n") && len([]rune(ref))+len([]rune(got)) <= maxInline
}

// shown is a value as it stands in a line: an empty one is visible.
func shown(value string) string {
	if value == "" {
		return `""`
	}
	return value
}

// hunk writes instructions that differ with those around them, numbered in 8-byte slots on their own side.
func (t *textWriter) hunk(d *Detail, below string) {
	if d.Source != "" {
		t.printf("%s%s\n", below, t.paint.dim("; "+clip(oneLine(d.Source), t.width())))
	}
	line := func(mark string, style func(string) string) func(Line) {
		return func(l Line) {
			if l.Label != "" {
				t.printf("%s  %s:\n", below, l.Label)
			}
			t.printf("%s%s\n", below, style(fmt.Sprintf("%s %4d: %s", mark, l.Index, l.Text)))
		}
	}
	plain := func(s string) string { return s }
	t.each(d.Before, below, line(" ", plain))
	t.each(d.Reference, below, line("-", t.paint.del))
	t.each(d.Got, below, line("+", t.paint.add))
	t.each(d.After, below, line(" ", plain))
}

// each calls write for each line, or for the first maxLines of them.
func (t *textWriter) each(lines []Line, below string, write func(Line)) {
	for i, l := range lines {
		if i == maxLines && !t.opts.Verbose && len(lines) > maxLines+1 {
			t.printf("%s%s\n", below, t.paint.dim(fmt.Sprintf("  … %d more", len(lines)-i)))
			return
		}
		write(l)
	}
}

// lines writes two values of several lines as a line diff.
func (t *textWriter) lines(ref, got, below string) {
	n := 0
	for _, d := range lineDiff(ref, got) {
		mark, style := " ", func(s string) string { return s }
		switch d.Type {
		case diffmatchpatch.DiffDelete:
			mark, style = "-", t.paint.del
		case diffmatchpatch.DiffInsert:
			mark, style = "+", t.paint.add
		}
		for line := range strings.Lines(d.Text) {
			if n++; n > 2*maxLines && !t.opts.Verbose {
				t.printf("%s%s\n", below, t.paint.dim("  …"))
				return
			}
			t.printf("%s%s\n", below, style(mark+" "+clip(shown(strings.TrimSuffix(line, "\n")), t.width())))
		}
	}
}

// lineDiff compares two texts line by line. It does not look at the clock, so that it always gives the same.
func lineDiff(ref, got string) []diffmatchpatch.Diff {
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0
	a, b, all := dmp.DiffLinesToRunes(ref+"\n", got+"\n")
	return dmp.DiffCharsToLines(dmp.DiffMainRunes(a, b, false), all)
}

// width is how much of a line is shown.
func (t *textWriter) width() int {
	if t.opts.Verbose {
		return 0
	}
	return maxLine
}

// clip cuts text to n characters and says so. It cuts nothing if n is 0.
func clip(text string, n int) string {
	runes := []rune(text)
	if n == 0 || len(runes) <= n {
		return text
	}
	return string(runes[:n]) + "…"
}

// oneLine is the first line of text that is not blank, with a mark if there is more.
func oneLine(text string) string {
	text = strings.TrimSpace(text)
	first, _, more := strings.Cut(text, "\n")
	if more {
		return strings.TrimSpace(first) + " …"
	}
	return first
}
