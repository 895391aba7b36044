package diffreport

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
)

// A block is what the text report writes in one piece: a pair, or a cause that several objects share.
type block struct {
	cause       *Cause // nil for a pair
	result      *Result
	differences []Difference // of the pair, those shown in the block
	elsewhere   int          // causes of the pair that are shown in blocks of their own
}

// order is where b stands: what went wrong, then what differs, the worst first, then what is only told on request.
func (b block) order() [2]int {
	if b.cause != nil {
		return [2]int{verdictOrder(Differs), b.cause.Impact.rank()}
	}
	return [2]int{verdictOrder(b.result.Verdict), worst(b.differences).rank()}
}

// verdictOrder is the place of the blocks with verdict v.
func verdictOrder(v Verdict) int {
	return slices.Index([]Verdict{Broken, Unstable, Differs, Known, Skipped, Same}, v)
}

// blocks returns what is written, in order. A report with all details shows each pair whole.
func (t *textWriter) blocks() []block {
	var out []block
	shared := map[Place]bool{}
	if !t.opts.Verbose {
		for _, c := range Causes(t.report) {
			if places := differing(c.Places); !c.Known && len(places) > 1 && len(c.Objects()) > 1 {
				c.Places = places
				out = append(out, block{cause: c})
				for _, p := range places {
					shared[p] = true
				}
			}
		}
	}
	for i := range t.report.Results {
		b := t.pairBlock(&t.report.Results[i], shared)
		if t.isShown(b) {
			out = append(out, b)
		}
	}
	slices.SortStableFunc(out, func(a, b block) int {
		x, y := a.order(), b.order()
		return slices.Compare(x[:], y[:])
	})
	return out
}

// differing leaves out the places of pairs that are told by a verdict of their own, such as broken ones.
func differing(places []Place) []Place {
	return slices.DeleteFunc(slices.Clone(places), func(p Place) bool { return p.Result.Verdict != Differs })
}

// pairBlock makes the block of a pair, without what is shown in blocks of its own.
func (t *textWriter) pairBlock(r *Result, shared map[Place]bool) block {
	b := block{result: r}
	keep := true
	for i, d := range r.Differences {
		if d.IsCause() {
			keep = !shared[Place{r, i}]
			if !keep {
				b.elsewhere++
			}
		}
		if keep {
			b.differences = append(b.differences, d)
		}
	}
	return b
}

// isShown reports whether the block of a pair is written.
func (t *textWriter) isShown(b block) bool {
	switch b.result.Verdict {
	case Same:
		return t.opts.Verbose && len(b.result.Erased) > 0
	case Known, Skipped:
		return t.opts.Verbose
	case Differs:
		return len(b.differences) > 0 || b.elsewhere == 0
	}
	return true
}

// shared writes a cause that shows in several objects: one of its places whole, and which objects there are.
func (t *textWriter) shared(c *Cause) {
	first := c.Places[0]
	objects := c.Objects()
	t.printf("%s: %s\n", t.paint.bold(plural(len(objects), "object")), t.headline(first.Result))
	lead := "  " + t.paint.impact(c.Impact) + strings.Repeat(" ", max(1, 10-len(c.Impact)))
	t.printf("%s%s", lead, c.Where)
	if isShort(c.Reference, c.Got) && c.Reference != c.Got {
		t.printf("  %s → %s", shown(c.Reference), t.paint.add(shown(c.Got)))
	}
	if n := len(c.Places); n > len(objects) {
		t.printf("  %s", t.paint.dim(fmt.Sprintf("%d times", n)))
	}
	if c.Security {
		t.printf("  %s", t.paint.bad("security"))
	}
	t.printf("%s\n", t.conventions(c.Conventions))
	t.example(first)
	t.objects(objects)
	t.printf("  %s\n\n", t.paint.dim("$ "+t.report.Command(first.Result)))
}

// example writes one place of a cause.
func (t *textWriter) example(p Place) {
	d := p.Difference()
	d.Security, d.Conventions = false, nil // said of the cause
	t.difference(d, indent+t.paint.dim(p.Result.Object+":")+" ", indent)
	t.behind(p.Result, d, p.Consequences())
}

// maxObjectLines is how many lines the objects of a cause take unless all are asked for.
const maxObjectLines = 6

// objects writes the names of objects by folder, in lines of moderate width.
func (t *textWriter) objects(names []string) {
	left := len(names)
	lines := objectLines(names)
	for i, line := range lines {
		if i == maxObjectLines-1 && len(lines) > maxObjectLines {
			t.printf("%s%s\n", indent, t.paint.dim(fmt.Sprintf("    … and %d more; -v shows each pair", left)))
			return
		}
		t.printf("%s%s\n", indent, t.paint.dim(line.text))
		left -= line.files
	}
}

// widthOfObjects is how wide the lines of objects are.
const widthOfObjects = 108

// An objectLine is one line of names.
type objectLine struct {
	text  string
	files int // named in it
}

// objectLines lists names, those of one folder after its name.
func objectLines(names []string) []objectLine {
	var lines []objectLine
	for i, name := range names {
		dir, file := path.Split(name)
		last := len(lines) - 1
		switch {
		case i == 0 || path.Dir(names[i-1]) != path.Dir(name):
			lines = append(lines, objectLine{"in " + cmp.Or(dir, "./") + " " + file, 1})
		case len(lines[last].text)+len(file) >= widthOfObjects:
			lines = append(lines, objectLine{"    " + file, 1})
		default:
			lines[last].text += " " + file
			lines[last].files++
		}
	}
	return lines
}

// worst returns the worst impact among differences that are not known, or of all if every one is. It is empty if there
// are none.
func worst(differences []Difference) Impact {
	var unknown, all Impact
	for _, d := range differences {
		all = worse(all, d.Impact)
		if !d.Known {
			unknown = worse(unknown, d.Impact)
		}
	}
	return cmp.Or(unknown, all)
}
