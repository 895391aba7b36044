package normalize

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"difftest/capture"
)

// WriteText writes the form for people: the outcome, then each program with its functions, each map with its contents,
// and each test run, in the syntax of LLVM and of the verifier log. Fields that have the kernel's default are left out.
// It returns the first error of w.
func (f *Form) WriteText(w io.Writer) error {
	t := &writer{bufio.NewWriter(w), f}
	t.outcome(f)
	for i := range f.Programs {
		t.program(&f.Programs[i])
	}
	if len(f.Maps) > 0 {
		t.printf("\n")
	}
	for i := range f.Maps {
		t.mapp(&f.Maps[i])
	}
	if len(f.Runs) > 0 {
		t.printf("\n")
	}
	for _, r := range f.Runs {
		t.run(r)
	}
	return t.Flush()
}

// writer writes text; bufio keeps the first error.
type writer struct {
	*bufio.Writer
	form *Form
}

func (t *writer) printf(format string, args ...any) { fmt.Fprintf(t, format, args...) }

func (t *writer) outcome(f *Form) {
	t.printf("outcome: %s", f.Outcome)
	if f.Stage != "" {
		t.printf(", stage %s", f.Stage)
	}
	if f.Errno != 0 {
		t.printf(", errno %d %s", f.Errno, ErrnoName(f.Errno))
	}
	t.printf("\n")
	if f.WithoutKernel {
		t.printf("without a kernel: what follows is what the loader says\n")
	}
	if f.Outcome != capture.Loaded && f.Message != "" {
		t.printf("message: %s\n", strings.ReplaceAll(strings.TrimSpace(f.Message), "\n", "\n  "))
	}
}

// list writes fields on one line. Fields without a value have the kernel's default.
func (t *writer) list(head string, fields []Field, skip func(Field) bool) {
	sep := " "
	t.printf("%s:", head)
	for _, f := range fields {
		if f.Value == "" || skip(f) {
			continue
		}
		t.printf("%s%s %s", sep, f.Name, f.Value)
		sep = ", "
	}
	t.printf("\n")
}

func (t *writer) program(p *Program) {
	head := "prog " + p.Name
	switch {
	case p.Outcome == ProgramRefused && p.Told != nil:
		head += " (refused)"
	case p.Outcome == ProgramRefused:
		head += " (refused, " + ErrnoName(p.Errno) + ")"
	case p.Outcome == ProgramNotLoaded:
		head += " (not loaded)"
	case !p.Default && t.form.Outcome == capture.Loaded:
		head += " (not by default)"
	}
	t.printf("\n")
	t.list(head, p.Attrs, func(f Field) bool { return f.Name == "name" && f.Value == p.Name })
	for i := range p.Funcs {
		t.function(&p.Funcs[i])
	}
}

func (t *writer) function(f *Func) {
	t.list("func "+f.Name, f.Info, func(Field) bool { return false })
	for _, i := range f.Insns {
		if i.Label != "" {
			t.printf("%s:\n", i.Label)
		}
		if i.Line != "" {
			t.printf("  ; %s @ %s\n", strings.TrimSpace(i.Src), i.Line)
		}
		t.printf("  %s\n", i.Text)
	}
}

func (t *writer) mapp(m *Map) {
	head := "map " + m.Name
	switch {
	case m.Ambiguous:
		head += " (ambiguous)"
	case m.Errno != 0:
		head += " (refused, " + ErrnoName(m.Errno) + ")"
	case !m.Created:
		head += " (reused)"
	}
	t.list(head, m.Spec, func(f Field) bool { return f.Name == "name" && f.Value == m.Name })
	for _, e := range m.Entries {
		t.printf("  [%s] = %s\n", e.Key, e.Value)
	}
	if m.Problem != "" {
		t.printf("  contents: %s\n", m.Problem)
	}
	if m.Unwatched != "" {
		t.printf("  not watched while programs run: %s\n", m.Unwatched)
	}
}
