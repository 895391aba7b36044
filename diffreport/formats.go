package diffreport

import "io"

// A Format writes a report in one format. It returns what writing to w returned; what was written is then incomplete.
type Format func(w io.Writer, r *Report) error

// Formats returns the formats by the names that users give them. text is how text is written.
func Formats(text TextOptions) map[string]Format {
	return map[string]Format{
		"text": func(w io.Writer, r *Report) error { return WriteText(w, r, text) },
		"json": WriteJSON,
	}
}
