package diffreport

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"strings"
)

// maxAnnotations is how many annotations of each level are written: GitHub shows ten of a step and drops the rest.
const maxAnnotations = 10

// WriteGitHub writes annotations for GitHub: workflow commands that a step prints on its standard output. Each cause
// that is not known is one, the worst first; what only debugging sees, and names, are warnings.
func WriteGitHub(w io.Writer, r *Report) error {
	a := &annotations{w: bufio.NewWriter(w), left: map[string]int{"error": maxAnnotations, "warning": maxAnnotations}}
	for _, result := range r.Results {
		if result.Verdict == Broken || result.Verdict == Unstable {
			a.write("error", result.Object, fmt.Sprintf("%s: %s", named(result.Loader, result.Version), result.Verdict), result.Reason)
		}
	}
	for _, c := range Causes(r) {
		if !c.Known {
			a.cause(r, c)
		}
	}
	if a.dropped > 0 {
		a.command("notice", "difftest", "", plural(a.dropped, "more cause")+" in the report")
	}
	if err := a.w.Flush(); err != nil {
		return fmt.Errorf("github annotations: %w", err)
	}
	return nil
}

// annotations writes annotations. Errors of w are sticky and come out of its Flush.
type annotations struct {
	w       *bufio.Writer
	left    map[string]int // how many of each level may still be written
	dropped int
}

// cause writes the annotation of a cause.
func (a *annotations) cause(r *Report, c *Cause) {
	level := "error"
	if c.Impact == ImpactMetadata || c.Impact == ImpactNaming {
		level = "warning"
	}
	first := c.Places[0]
	text := headline(first.Difference())
	for _, d := range first.Consequences() {
		text += "\n└ " + headline(d)
	}
	if n := len(c.Objects()); n > 1 {
		text += fmt.Sprintf("\nand in %s", plural(n-1, "other object"))
	}
	text += "\n$ " + r.Command(first.Result)
	title := fmt.Sprintf("%s differs from %s", named(c.Loader, c.Version), r.Reference)
	if len(c.Conventions) > 0 {
		title += " [" + strings.Join(c.Conventions[:min(len(c.Conventions), maxConventions)], " ") + "]"
	}
	a.write(level, first.Result.Object, title, text)
}

// write writes one annotation, or counts it where there are enough of its level.
func (a *annotations) write(level, object, title, text string) {
	if a.left[level] == 0 {
		a.dropped++
		return
	}
	a.left[level]--
	a.command(level, title, object, text)
}

// command writes one workflow command. A file is named only where its path may be one of the repository.
func (a *annotations) command(level, title, file, text string) {
	place := "title=" + commandProperty(title)
	if file != "" && !path.IsAbs(file) && !strings.HasPrefix(file, "../") {
		place += ",file=" + commandProperty(file)
	}
	fmt.Fprintf(a.w, "::%s %s::%s\n", level, place, commandText(text))
}

// What the text of a workflow command, and a property of it, must not hold:
// https://github.com/actions/toolkit/blob/a944251692e50709e44d95e64d43c80236b9f6af/packages/core/src/command.ts
var (
	commandText     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace
)
