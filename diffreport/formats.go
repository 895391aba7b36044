package diffreport

import "io"

// A Format writes a report in one format. It returns what writing to w returned; what was written is then incomplete.
type Format func(w io.Writer, r *Report) error

// Options say how reports are written. The zero value does for all formats.
type Options struct {
	Text TextOptions
	// Started is when the run began, in UTC and TimeLayout. JUnit reports name it; empty if it is not known.
	Started string
	// Conventions are explained in the HTML report.
	Conventions []Convention
}

// TimeLayout is how Started is written: without a zone, as the schemas of JUnit reports want it.
const TimeLayout = "2006-01-02T15:04:05"

// FormatNames lists the formats that Formats has, in the order in which they are told to users.
var FormatNames = []string{"text", "json", "junit", "markdown", "csv", "html", "github"}

// Formats returns the formats by the names that users give them.
func Formats(opts Options) map[string]Format {
	return map[string]Format{
		"text":     func(w io.Writer, r *Report) error { return WriteText(w, r, opts.Text) },
		"json":     WriteJSON,
		"junit":    func(w io.Writer, r *Report) error { return WriteJUnit(w, r, opts.Started) },
		"markdown": WriteMarkdown,
		"csv":      WriteCSV,
		"html":     func(w io.Writer, r *Report) error { return WriteHTML(w, r, opts) },
		"github":   WriteGitHub,
	}
}
