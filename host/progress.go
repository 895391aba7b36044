package host

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// Limits of what is said of a run that is under way.
const (
	barInterval  = 100 * time.Millisecond // between two drawings of the bar
	lineInterval = 10 * time.Second       // between two lines where there is no terminal
	barWidth     = 30                     // characters
)

// progress says how far a long run has come: a bar with counts and rate on a terminal, a line now and then elsewhere.
type progress struct {
	out         io.Writer
	what        string
	total, done int
	started     time.Time
	said        time.Time // when the last line was printed
	bar         *progressbar.ProgressBar
}

// progress starts to show that total things are under way, unless it is to be quiet.
func (a *app) progress(what string, total int) *progress {
	p := &progress{out: a.stderr, what: what, total: total, started: time.Now()}
	p.said = p.started
	switch {
	case a.quiet:
		p.out = io.Discard
	case isTerminal(a.stderr):
		p.bar = newBar(a.stderr, what, total)
	}
	return p
}

func newBar(w io.Writer, what string, total int) *progressbar.ProgressBar {
	return progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString(what),
		progressbar.OptionSetWidth(barWidth),
		progressbar.OptionThrottle(barInterval),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetTheme(progressbar.ThemeASCII),
	)
}

// isTerminal reports whether what is written is seen at once by somebody.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// add notes that one more is done.
func (p *progress) add() {
	p.done++
	if p.bar != nil {
		_ = p.bar.Add(1) // the terminal is gone: nobody looks
		return
	}
	if now := time.Now(); now.Sub(p.said) >= lineInterval {
		p.said = now
		rate := float64(p.done) / now.Sub(p.started).Seconds()
		fmt.Fprintf(p.out, "difftest: %d of %d %s, %.0f/s\n", p.done, p.total, p.what, rate)
	}
}

// printf prints a line beside the bar.
func (p *progress) printf(w io.Writer, format string, args ...any) {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	fmt.Fprintf(w, format, args...)
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
