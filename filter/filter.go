// Package filter is the one meaning of filters, in commands and in lists of known differences: which of many names are
// meant. It reads no files and knows nothing of what the names are names of. Start at Parse.
package filter

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// denial in front of a pattern leaves out what the pattern matches.
const denial = "!"

// fileMark in front of a value makes it the name of a file of values, one a line.
const fileMark = "@"

// commentMark begins a line of such a file that says nothing.
const commentMark = "#"

// maxDepth is how deep files of values may name further ones.
const maxDepth = 8

// Names says which names are meant. The zero value means all.
type Names struct {
	allow, deny []string
}

// Parse reads the values of a filter: patterns as Match takes them, "!pattern" for what is left out, "@file" for a file
// of such values, one a line, empty lines and lines that begin with # left out. read returns the text of a file. A
// pattern that cannot be one is an error.
func Parse(values []string, read func(file string) (string, error)) (Names, error) {
	var n Names
	if err := n.add(values, read, 0); err != nil {
		return Names{}, err
	}
	return n, nil
}

func (n *Names) add(values []string, read func(string) (string, error), depth int) error {
	for _, value := range values {
		file, isFile := strings.CutPrefix(value, fileMark)
		pattern, denied := strings.CutPrefix(value, denial)
		switch {
		case isFile && depth == maxDepth:
			return fmt.Errorf("%s: files that name files, %d deep", value, depth)
		case isFile:
			text, err := read(file)
			if err != nil {
				return err
			}
			if err := n.add(lines(text), read, depth+1); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			continue
		case denied:
			n.deny = append(n.deny, pattern)
		default:
			n.allow = append(n.allow, pattern)
		}
		if err := Check(pattern); err != nil {
			return err
		}
	}
	return nil
}

// lines are the lines of a file that say something.
func lines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, commentMark) {
			out = append(out, line)
		}
	}
	return out
}

// IsZero reports whether all names are meant because nothing was asked for.
func (n Names) IsZero() bool { return len(n.allow)+len(n.deny) == 0 }

// Match reports whether a name is meant: it matches a pattern, if there are any but denials, and none that is denied.
func (n Names) Match(name string) bool { return n.Allows(name) && !n.Denies(name) }

// Allows reports whether a name matches a pattern that asks for something, or there is none.
func (n Names) Allows(name string) bool {
	return len(n.allow) == 0 || slices.ContainsFunc(n.allow, func(pattern string) bool { return Match(pattern, name) })
}

// Denies reports whether a name matches a pattern that leaves something out.
func (n Names) Denies(name string) bool {
	return slices.ContainsFunc(n.deny, func(pattern string) bool { return Match(pattern, name) })
}

// MatchAny reports whether any of several names that one thing has is meant and none is denied. A thing without names
// is meant if no pattern asks for one.
func (n Names) MatchAny(names []string) bool {
	return !slices.ContainsFunc(names, n.Denies) && (len(n.allow) == 0 || slices.ContainsFunc(names, n.Allows))
}

// Allowed returns the patterns that ask for something.
func (n Names) Allowed() []string { return n.allow }

// Denied returns the patterns that leave something out.
func (n Names) Denied() []string { return n.deny }

// Check returns an error if pattern cannot be matched with anything.
func Check(pattern string) error {
	if pattern == "" {
		return fmt.Errorf("an empty pattern")
	}
	if _, err := path.Match(pattern, ""); err != nil {
		return fmt.Errorf("%s: not a pattern: %w", pattern, err)
	}
	return nil
}

// Match reports whether pattern, in the syntax of path.Match, matches name or the end of it: "core/*.o" matches
// "corpus/cases/core/enums.o". A pattern that begins with a slash matches whole names only.
func Match(pattern, name string) bool {
	rest := name
	for {
		if ok, err := path.Match(pattern, rest); ok || err != nil {
			return ok
		}
		_, tail, more := strings.Cut(rest, "/")
		if !more {
			return false
		}
		rest = tail
	}
}

// IsLiteral reports whether pattern stands for one name alone.
func IsLiteral(pattern string) bool { return !strings.ContainsAny(pattern, `*?[\`) }
