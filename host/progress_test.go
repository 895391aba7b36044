package host

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// Where there is no terminal a line is printed now and then, and none for what is quick.
func TestProgressLines(t *testing.T) {
	var out bytes.Buffer
	p := (&app{stderr: &out}).progress("recordings", 400)
	p.add()
	if out.Len() > 0 {
		t.Errorf("said at once: %q", out.String())
	}
	p.started, p.said = time.Now().Add(-2*lineInterval), time.Now().Add(-lineInterval)
	for range 99 {
		p.add()
	}
	p.end()
	if got := out.String(); !strings.HasPrefix(got, "difftest: 2 of 400 recordings, ") || strings.Count(got, "\n") != 1 {
		t.Errorf("got %q", got)
	}
}

// Quiet is quiet, also after a long time.
func TestProgressQuiet(t *testing.T) {
	var out bytes.Buffer
	p := (&app{stderr: &out, quiet: true}).progress("recordings", 2)
	p.said = time.Now().Add(-lineInterval)
	p.add()
	p.end()
	if out.Len() > 0 {
		t.Errorf("got %q", out.String())
	}
}

// On a terminal there is a bar with counts and a rate, which is taken away before a line is printed, and at the end.
func TestProgressBar(t *testing.T) {
	var out bytes.Buffer
	p := (&app{stderr: &out}).progress("recordings", 4)
	p.bar = newBar(&out, "recordings", 4)
	p.add()
	time.Sleep(2 * barInterval)
	p.add()
	for _, want := range []string{"recordings", "2/4", "recordings/s"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in %q", want, out.String())
		}
	}
	p.printf(&out, "a line\n")
	if got := out.String(); !strings.HasSuffix(got, "\ra line\n") {
		t.Errorf("the line is behind the bar: %q", got)
	}
	p.end()
	if got := out.String(); strings.TrimSpace(got[strings.LastIndex(got, "\r")+1:]) != "" {
		t.Errorf("the bar stays: %q", got)
	}
}
