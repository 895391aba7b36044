package known

import (
	"fmt"
	"slices"
	"strings"

	"difftest/diffreport"
	"difftest/filter"
)

// A Rewrite is a list with its new text.
type Rewrite struct {
	List    *List
	Text    string
	Changes []string // one line each, in the order of the list; none: the text is as it was
	Lacking int      // entries without a reason
}

// Fix brings the lists up to date with a complete run: what no longer happens goes, what changed gets its new value
// or count, what is new is added, without a reason, to the list that target names for its loader. Comments, reasons
// and all that need not change stay. It refuses a run that cannot tell.
func (ls Lists) Fix(run Run, target func(loader string) *List) ([]Rewrite, error) {
	if err := ls.fixable(run); err != nil {
		return nil, err
	}
	g := ls.tally(run)
	var rewrites []Rewrite
	edits := map[*List]*edit{}
	for _, l := range ls {
		if !slices.ContainsFunc(run.Pairs, l.isAbout) {
			continue
		}
		ed := &edit{list: l, lines: splitLines(l.text)}
		edits[l] = ed
		for _, e := range slices.Backward(l.Entries) {
			ed.entry(g, e)
		}
		slices.Reverse(ed.changes)
	}
	for _, c := range g.open {
		l := target(c.pair.Result.Loader)
		if edits[l] == nil {
			edits[l] = &edit{list: l, lines: splitLines(newListText(c.pair))}
			ls = append(ls, l)
		}
		edits[l].add(c)
	}
	for _, l := range ls {
		if ed := edits[l]; ed != nil {
			rewrites = append(rewrites, ed.rewrite())
		}
	}
	return rewrites, nil
}

// fixable returns why lists cannot be rewritten after a run, or nil.
func (ls Lists) fixable(run Run) error {
	for _, p := range run.Pairs {
		switch r := p.Result; r.Verdict {
		case diffreport.Broken:
			return fmt.Errorf("%s is broken: %s", pairName(r), r.Reason)
		case diffreport.Unstable:
			return fmt.Errorf("%s is unstable: %s", pairName(r), r.Reason)
		}
	}
	names := map[string]string{}
	for _, loader := range run.loaders() {
		if other, ok := names[BaseName(loader)]; ok {
			return fmt.Errorf("the run has %s and %s: a list is of one", other, loader)
		}
		names[BaseName(loader)] = loader
	}
	for _, l := range ls {
		if !slices.ContainsFunc(run.Pairs, l.isAbout) {
			continue
		}
		if run.Filtered || run.Complete == nil || !run.Complete(l) {
			return fmt.Errorf("%s: the run left something out that it counts: run all objects, without filters", l.Path)
		}
		if note := l.otherVersion(run); note != "" {
			return fmt.Errorf("%s: change its versions first", note)
		}
	}
	return nil
}

// newListText is the beginning of a list for the loader of a pair.
func newListText(p Pair) string {
	text := fmt.Sprintf("loader = %s\nversions = [%s]\n", quote(BaseName(p.Result.Loader)), quote(p.Result.Version))
	if name := BaseName(p.Reference); name != diffreport.DefaultReference {
		text += fmt.Sprintf("reference = %s\n", quote(name))
	}
	return text
}

// An edit changes the text of one list. Entries are changed from the last to the first, so that the lines of those
// still to come stand where they stood.
type edit struct {
	list    *List
	lines   lines
	changes []string // of entries that were there, the last first
	added   []string
	lacking int
}

// entry brings one entry up to date.
func (ed *edit) entry(g *tally, e *Entry) {
	n := len(g.taken[e])
	applies := slices.ContainsFunc(g.run.Pairs, func(p Pair) bool { return e.list.isAbout(p) && e.isFor(p) })
	var changed []claim
	if e.isExact() && n == 0 && applies {
		changed = g.near(e, 1)
	}
	switch {
	case !applies, e.isMany(n):
	case len(changed) == 1:
		ed.value(e, changed[0].difference)
	case n == 0:
		ed.remove(e)
		ed.note("%s: removed: %s%s: no such difference any more", e.Where, e.Key, e.of())
		return
	case n > 0 && n < e.Least && e.Least < e.Count:
		ed.set(e, "least", fmt.Sprint(n))
		ed.note("%s: least %d → %d: %s", e.Where, e.Least, n, e.Key)
	default:
		ed.set(e, "count", fmt.Sprint(n))
		ed.note("%s: count %d → %d: %s", e.Where, e.Count, n, e.Key)
	}
	if e.Reason == "" {
		ed.lacking++
	}
}

// note says what was done to an entry.
func (ed *edit) note(format string, args ...any) {
	ed.changes = append(ed.changes, fmt.Sprintf(format, args...))
}

// isExact reports whether an entry is about one difference of one object.
func (e *Entry) isExact() bool {
	return len(e.Objects) == 1 && filter.IsLiteral(e.Objects[0]) && !strings.Contains(e.Key, anyText) && e.Count == 1
}

// value gives an entry the values that a difference has now.
func (ed *edit) value(e *Entry, d diffreport.Difference) {
	if e.Impact != "" {
		ed.set(e, "impact", quote(string(d.Impact)))
	}
	if e.Reference != nil {
		ed.set(e, "reference", quote(d.Reference))
	}
	if e.Got != nil {
		ed.set(e, "got", quote(d.Got))
	}
	if e.Fingerprint != "" {
		ed.set(e, "fingerprint", quote(Fingerprint(d)))
	}
	ed.note("%s: changed: %s; see whether its reason still holds", e.Where, describe(d))
}

// add appends an entry for a difference that is in no list.
func (ed *edit) add(c claim) {
	d := c.difference
	block := []string{"", header, "object = " + quote(objectName(c.pair))}
	if len(c.pair.Conventions) == 1 {
		block = append(block, "convention = "+quote(c.pair.Conventions[0]))
	}
	block = append(block, "key = "+quote(d.Key), "impact = "+quote(string(d.Impact)))
	if len(d.Reference)+len(d.Got) > maxWritten {
		block = append(block, "fingerprint = "+quote(Fingerprint(d)))
	} else {
		block = append(block, "reference = "+quote(d.Reference), "got = "+quote(d.Got))
	}
	ed.lines = append(ed.lines, append(block, `reason = ""`)...)
	ed.lacking++
	ed.added = append(ed.added, fmt.Sprintf("%s: added: %s: %s; write its reason", ed.list.Path, pairName(c.pair.Result),
		describe(d)))
}

// maxWritten is how long both values together may be, in bytes, before a fingerprint is written in their place.
const maxWritten = 200

// objectName is how a list names an object: in a corpus from its cases folder on, elsewhere as the user does.
func objectName(p Pair) string {
	const cases = "cases/"
	if i := strings.LastIndex("/"+p.Object, "/"+cases); i >= 0 {
		return p.Object[i:]
	}
	return strings.TrimPrefix(p.Result.Object, "./")
}

func (ed *edit) rewrite() Rewrite {
	r := Rewrite{List: ed.list, Text: ed.list.text, Changes: append(ed.changes, ed.added...), Lacking: ed.lacking}
	if len(r.Changes) > 0 {
		r.Text = strings.TrimLeft(strings.Join(ed.lines, "\n"), "\n") + "\n"
	}
	return r
}

// end returns the index behind the last line of an entry. Empty lines and comments before the next entry are not its
// own.
func (ed *edit) end(e *Entry) int {
	end := e.first + 1
	for i := end; i < len(ed.lines) && !isHeader(ed.lines[i]); {
		next := ed.lines.valueEnd(i)
		if keyOf(ed.lines[i]) != "" {
			end = next
		}
		i = next
	}
	return end
}

// remove takes an entry out, with the comment right above it.
func (ed *edit) remove(e *Entry) {
	first, end := e.first, ed.end(e)
	for first > 0 && strings.HasPrefix(strings.TrimSpace(ed.lines[first-1]), "#") {
		first--
	}
	if end < len(ed.lines) && strings.TrimSpace(ed.lines[end]) == "" {
		end++ // the empty line that parted it from the next
	} else if end == len(ed.lines) && first > 0 && strings.TrimSpace(ed.lines[first-1]) == "" {
		first--
	}
	ed.lines = slices.Delete(ed.lines, first, end)
}

// set gives a key of an entry a value, in its place or, where the entry does not have the key, at its end. A comment
// behind the old value stays.
func (ed *edit) set(e *Entry, key, value string) {
	end := ed.end(e)
	for i := e.first + 1; i < end; i = ed.lines.valueEnd(i) {
		if keyOf(ed.lines[i]) != key {
			continue
		}
		next := ed.lines.valueEnd(i)
		line := key + " = " + value
		if comment := ed.lines.comment(i); comment != "" {
			line += " " + comment
		}
		ed.lines = slices.Replace(ed.lines, i, next, line)
		return
	}
	ed.lines = slices.Insert(ed.lines, end, key+" = "+value)
}

// quote writes a basic string of TOML.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
