package diffreport

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// TextOptions say how WriteText writes. The zero value is plain text with every difference.
type TextOptions struct {
	Color   bool // with ANSI colours; whether the output is a terminal that wants them is for the caller to know
	Verbose bool // also pairs that were skipped or are known, whole values, and the rules that values are equal by
	Limit   int  // most differences shown of a pair, consequences included; 0 for all
}

// WriteText writes the report for people: broken pairs first, then what differs by its worst impact, a cause that shows
// in several objects once; a table of loaders and verdicts, and a count as the last line.
func WriteText(w io.Writer, r *Report, opts TextOptions) error {
	buf := bufio.NewWriter(w)
	t := &textWriter{w: buf, opts: opts, paint: paint(opts.Color), report: r}
	for _, b := range t.blocks() {
		if b.cause != nil {
			t.shared(b.cause)
		} else {
			t.pair(b)
		}
	}
	t.table()
	if opts.Verbose {
		t.calls()
	}
	t.runs()
	t.notShown()
	t.count()
	if err := buf.Flush(); err != nil {
		return fmt.Errorf("text report: %w", err)
	}
	return nil
}

// A textWriter writes one text report. Errors of w are sticky and come out of its Flush.
type textWriter struct {
	w      *bufio.Writer
	opts   TextOptions
	paint  paint
	report *Report
}

func (t *textWriter) printf(format string, args ...any) { fmt.Fprintf(t.w, format, args...) }

// pair writes the block of one result: a headline, its differences, and the command that repeats it.
func (t *textWriter) pair(b block) {
	r := b.result
	t.printf("%s: %s\n", t.paint.bold(r.Object), t.headline(r))
	list := b.differences
	if t.opts.Limit > 0 && len(list) > t.opts.Limit {
		list = list[:t.opts.Limit]
	}
	for i := 0; i < len(list); {
		next := i + 1
		for next < len(list) && !list[next].IsCause() {
			next++
		}
		t.cause(r, list[i], list[i+1:next])
		i = next
	}
	if left := len(b.differences) - len(list); left > 0 {
		t.printf("  %s\n", t.paint.dim("… and "+plural(left, "more difference")))
	}
	if b.elsewhere > 0 {
		t.printf("  %s\n", t.paint.dim("and "+plural(b.elsewhere, "cause")+" shared with other objects"))
	}
	if t.opts.Verbose {
		t.rules(r)
	}
	if r.Verdict != Same {
		t.printf("  %s\n", t.paint.dim("$ "+t.report.Command(r)))
	}
	t.printf("\n")
}

// headline says in one line what came of a pair.
func (t *textWriter) headline(r *Result) string {
	loader, reference := named(r.Loader, r.Version), named(t.report.Reference, r.ReferenceVersion)
	switch r.Verdict {
	case Broken:
		return t.paint.bad(loader+" broken") + ": " + oneLine(r.Reason)
	case Skipped:
		return loader + " skipped: " + oneLine(r.Reason)
	case Unstable:
		return t.paint.bad(loader+" unstable") + ": " + oneLine(r.Reason)
	case Known:
		return loader + " differs from " + reference + " as known"
	case Same:
		return loader + " is the same as " + reference
	}
	return loader + " differs from " + reference
}

// named is a loader with its version.
func named(loader, version string) string {
	if version == "" {
		return loader
	}
	return loader + " " + version
}

// Command is the command that repeats pair r.
func (r *Report) Command(pair *Result) string {
	cmd := "difftest"
	if r.Reference != DefaultReference {
		cmd += " --reference " + quoted(r.Reference)
	}
	return cmd + " --loader " + quoted(pair.Loader) + " " + quoted(pair.Object)
}

// DefaultReference is the loader that others are compared with unless told otherwise.
const DefaultReference = "libbpf"

// quoted quotes word for a shell where it needs it.
func quoted(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./+=:@%,", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// rules says which rules stand between values that are called equal.
func (t *textWriter) rules(r *Result) {
	var parts []string
	for _, rule := range union(r.Erased, nil) {
		parts = append(parts, fmt.Sprintf("%s %d", rule, r.Erased[rule]))
	}
	if len(parts) > 0 {
		t.printf("  %s\n", t.paint.dim("equal only by rule: "+strings.Join(parts, ", ")))
	}
	for _, key := range r.Varying {
		t.printf("  %s\n", t.paint.dim("varies by itself, not compared: "+key))
	}
}

// WriteErasures writes what Erasures found, grouped by rule, with the first places of each: all of them if limit is 0.
func WriteErasures(w io.Writer, erasures []Erasure, limit int) error {
	groups := map[string][]Erasure{}
	for _, e := range erasures {
		for _, rule := range e.Rules {
			groups[rule] = append(groups[rule], e)
		}
	}
	buf := bufio.NewWriter(w)
	for _, rule := range union(groups, nil) {
		list := groups[rule]
		fmt.Fprintf(buf, "%s: %s equal only by it\n", rule, plural(len(list), "value"))
		for i, e := range list {
			if limit > 0 && i == limit {
				fmt.Fprintf(buf, "  … and %d more\n", len(list)-i)
				break
			}
			fmt.Fprintf(buf, "  %s: %s | %s → %s\n", e.Key, oneLine(e.Reference), oneLine(e.Got), oneLine(e.Value))
		}
	}
	if err := buf.Flush(); err != nil {
		return fmt.Errorf("rules report: %w", err)
	}
	return nil
}
