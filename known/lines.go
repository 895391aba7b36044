package known

import "strings"

// A lines is the text of a list, line by line, with what can be told without parsing TOML: where values begin and end.
// The parser of TOML has been over the text before, so that it is well-formed.
type lines []string

// splitLines splits a text into lines without their ends.
func splitLines(text string) lines {
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// header is what begins an entry.
const header = "[[known]]"

// isHeader reports whether a line that is not inside a value begins an entry.
func isHeader(line string) bool {
	line, _, _ = strings.Cut(line, "#")
	return strings.Join(strings.Fields(line), "") == header
}

// headerLines returns the indexes of the lines that begin entries.
func headerLines(ls lines) []int {
	var out []int
	for i := 0; i < len(ls); i = ls.valueEnd(i) {
		if isHeader(ls[i]) {
			out = append(out, i)
		}
	}
	return out
}

// keyOf returns the key that a line gives a value to, or "".
func keyOf(line string) string {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "#") {
		return ""
	}
	key, _, ok := strings.Cut(line, "=")
	if !ok {
		return ""
	}
	return strings.Trim(strings.TrimSpace(key), `"'`)
}

// valueEnd returns the index behind the last line of what begins at line i: a value may be a string or a list over
// several lines.
func (ls lines) valueEnd(i int) int {
	end, _ := ls.scan(i)
	return end
}

// comment returns the comment behind the value that begins at line i, or "".
func (ls lines) comment(i int) string {
	_, comment := ls.scan(i)
	return comment
}

func (ls lines) scan(i int) (end int, comment string) {
	if keyOf(ls[i]) == "" {
		return i + 1, ""
	}
	_, rest, _ := strings.Cut(ls[i], "=")
	var s scanner
	for {
		s.line(rest)
		i++
		if s.closed() || i == len(ls) {
			return i, s.comment
		}
		rest = ls[i]
	}
}

// A scanner finds the end of a TOML value.
type scanner struct {
	quote   string // that ends the string which is open: `"""`, `'''`, or empty
	depth   int    // of lists that are open
	comment string // behind the last line
}

func (s *scanner) closed() bool { return s.quote == "" && s.depth == 0 }

// line takes in one line of a value.
func (s *scanner) line(text string) {
	s.comment = ""
	for text != "" {
		if s.quote != "" {
			text = s.inString(text)
			continue
		}
		switch c := text[0]; c {
		case '#':
			s.comment = text
			return
		case '[':
			s.depth++
		case ']':
			s.depth--
		case '"', '\'':
			s.quote = text[:1]
			if long := strings.Repeat(s.quote, 3); strings.HasPrefix(text, long) {
				s.quote = long
			}
			text = text[len(s.quote):]
			continue
		}
		text = text[1:]
	}
}

// inString takes in what is inside a string up to its end, and returns the rest of the line.
func (s *scanner) inString(text string) string {
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && s.quote[0] == '"' {
			i++
			continue
		}
		if strings.HasPrefix(text[i:], s.quote) {
			rest := text[i+len(s.quote):]
			// up to two more quotes may stand right before the end of a long string
			for len(s.quote) == 3 && strings.HasPrefix(rest, s.quote[:1]) {
				rest = rest[1:]
			}
			s.quote = ""
			return rest
		}
	}
	return ""
}
