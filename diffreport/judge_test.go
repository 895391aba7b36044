package diffreport

import (
	"strings"
	"testing"

	"difftest/capture"
	"difftest/normalize"
)

// oneDifference is a pair of forms that differ in one map's attribute.
const (
	formA = "map m\n  max_entries = 1\nprog p loaded\n  func p\n    exit\nrun p zeros done"
	formB = "map m\n  max_entries = 2\nprog p loaded\n  func p\n    exit\nrun p zeros done retval=1"
)

// TestVerdicts lists what a pair comes to.
func TestVerdicts(t *testing.T) {
	never := func(*Result, Difference) bool { return false }
	always := func(*Result, Difference) bool { return true }
	causesOnly := func(_ *Result, d Difference) bool { return d.IsCause() }
	tests := []struct {
		name     string
		ref, got string
		known    func(*Result, Difference) bool
		verdict  Verdict
		reason   string
	}{
		{"same", formA, formA, never, Same, ""},
		{"differs", formA, formB, never, Differs, ""},
		{"known", formA, formB, always, Known, ""},
		{"consequences of what is known are known", formA, formB, causesOnly, Known, ""},
		{"no hooks", formA, formB, nil, Differs, ""},
		{"both refuse alike", "outcome rejected at open", "outcome rejected at open: other words", nil, Same, ""},
		{"unsupported", formA, "outcome unsupported: lacks kconfig-text", nil, Skipped, "lacks kconfig-text"},
		{"reference unsupported", "outcome unsupported: lacks globals", formA, nil, Skipped,
			"reference libbpf: lacks globals"},
		{"broken", formA, "outcome broken: exited", always, Broken, "exited"},
		{"reference broken", "outcome broken: hung", formA, always, Broken, "reference libbpf: hung"},
		{"broken before unsupported", "outcome unsupported: lacks globals", "outcome broken: exited", nil, Broken, "exited"},
		{"no outcome", "outcome loaded", "outcome strange", nil, Broken, `no outcome to compare: "loaded" and "strange"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ref, got := side("o", "libbpf", "1", parseForm(t, test.ref)), side("o", "aya", "2", parseForm(t, test.got))
			r := Judge(ref, got, Hooks{Known: test.known})
			if r.Verdict != test.verdict || r.Reason != test.reason {
				t.Errorf("%s %q, want %s %q", r.Verdict, r.Reason, test.verdict, test.reason)
			}
			compared := r.Verdict != Skipped && r.Verdict != Broken
			if !compared && len(r.Differences) > 0 {
				t.Errorf("differences although nothing was compared:\n%s", describe(r.Differences))
			}
		})
	}
}

// TestJudgeBrokenAlone checks that a crash in a load of one program is not excused by the load of the whole object.
func TestJudgeBrokenAlone(t *testing.T) {
	ref, got := side("o", "libbpf", "1", parseForm(t, formA)), side("o", "aya", "2", parseForm(t, formA))
	got.Recording.Loads = append(got.Recording.Loads, capture.Load{
		Programs: []string{"p"}, Answer: capture.Answer{Outcome: capture.Broken, Message: "exit status 2"},
	})
	r := Judge(ref, got, Hooks{})
	if r.Verdict != Broken || r.Reason != "loading p alone: exit status 2" {
		t.Errorf("%s %q", r.Verdict, r.Reason)
	}
}

// TestProgramRuns lists what the runs of a program come to.
func TestProgramRuns(t *testing.T) {
	for _, test := range []struct {
		ref, got string
		want     RunSum
	}{
		{"", "", ""},
		{"run p a done", "run p a done", RunSame},
		{"run p a refused errno=22", "run p a refused errno=22", RunRefused},
		{"run p a refused errno=22\nrun p b done", "run p a refused errno=22\nrun p b done", RunSame},
		{"run p a done", "run p a done retval=1", RunDiffers},
		{"run p a not-runnable", "run p a not-runnable", RunNotRunnable},
		{"run p a not-runnable\nrun p b done", "run p a not-runnable\nrun p b done", RunSame},
		{"run p a died", "run p a died", RunDied},
		{"run p a timed-out", "run p a timed-out", RunTimedOut},
		{"run p a done", "run p a died", RunDiffers},
		{"run p a done", "", ""},
	} {
		prog := "prog p loaded\n"
		ref, got := side("o", "libbpf", "1", parseForm(t, prog+test.ref)), side("o", "aya", "2", parseForm(t, prog+test.got))
		if have := Judge(ref, got, Hooks{}).Programs[0].Run; have != test.want {
			t.Errorf("%q and %q: %q, want %q", test.ref, test.got, have, test.want)
		}
	}
}

// TestSettle repeats pairs.
func TestSettle(t *testing.T) {
	judge := func(text string) Result {
		return Judge(side("o", "libbpf", "1", parseForm(t, formA)), side("o", "aya", "2", parseForm(t, text)), Hooks{})
	}
	same, differs, broken := judge(formA), judge(formB), judge("outcome broken: exited")
	itself := Judge(side("o", "aya", "2", parseForm(t, formA)), side("o", "aya", "2", parseForm(t, formB)), Hooks{})
	for _, test := range []struct {
		name    string
		repeats []Result
		verdict Verdict
		reason  string
	}{
		{"none", nil, "", ""},
		{"one", []Result{differs}, Differs, ""},
		{"alike", []Result{differs, differs}, Differs, ""},
		{"once the same", []Result{differs, differs, same}, Unstable,
			"recording 3 of 3 is not like the first: map m max_entries"},
		{"once broken", []Result{same, broken}, Broken, "exited"},
		{"rejected once", []Result{same, judge("outcome rejected at open")}, Unstable,
			"recording 2 of 2 is not like the first: outcome"},
		{"stopped elsewhere once", []Result{judge("outcome rejected at maps"), judge("outcome rejected at program")},
			Unstable, "recording 2 of 2 is not like the first: stage"},
		{"of the loader itself", []Result{itself}, Unstable, "it is not like itself: map m max_entries"},
	} {
		if r := Settle(test.repeats); r.Verdict != test.verdict || r.Reason != test.reason {
			t.Errorf("%s: %s %q, want %s %q", test.name, r.Verdict, r.Reason, test.verdict, test.reason)
		}
	}
}

// TestCompareOnlyWhatIsComparable checks that forms of broken and unsupported loads have no differences.
func TestCompareOnlyWhatIsComparable(t *testing.T) {
	loaded := parseForm(t, formA)
	for _, outcome := range []capture.Outcome{capture.Broken, capture.Unsupported, ""} {
		other := &normalize.Form{Outcome: outcome}
		if d := append(Compare(loaded, other), Compare(other, loaded)...); len(d) > 0 {
			t.Errorf("%s: %s", outcome, describe(d))
		}
	}
}

// TestErasures reads which rules stand between equal values.
func TestErasures(t *testing.T) {
	ref := parseForm(t, "prog p loaded\n  a = x <= 1 by one\n  b = y <= 2 by two,one\n  c = z <= 3 by three")
	got := parseForm(t, "prog p loaded\n  a = x <= 9 by one\n  b = y\n  c = z <= 3 by three")
	erasures := Erasures(ref, got)
	if len(erasures) != 2 || erasures[0].Key != "prog p a" || erasures[1].Got != "y" {
		t.Errorf("erasures %+v", erasures)
	}
	var b strings.Builder
	if err := WriteErasures(&b, erasures, 1); err != nil {
		t.Fatal(err)
	}
	want := `one: 2 values equal only by it
  prog p a: 1 | 9 → x
  … and 1 more
two: 1 value equal only by it
  prog p b: 2 | y → y
`
	if b.String() != want {
		t.Errorf("have\n%swant\n%s", b.String(), want)
	}
}

// FuzzCompare plants many changes at once: no list of differences is malformed, and a difference on one side is one on
// the other.
func FuzzCompare(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed, uint8(seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64, n uint8) {
		g := newGenerator(seed)
		ref := g.form()
		got := g.shuffled(t, ref)
		for range n % 16 {
			fault := faults[g.IntN(len(faults))]
			if len(got.Runs) == 0 || len(got.Maps) == 0 || got.Outcome != capture.Loaded || !intact(got) {
				break
			}
			fault.plant(g, got)
		}
		there, back := Compare(ref, got), Compare(got, ref)
		checkWellFormed(t, there)
		checkWellFormed(t, back)
		if (len(there) == 0) != (len(back) == 0) {
			t.Errorf("one way:\n%sother way:\n%s", describe(there), describe(back))
		}
	})
}

// intact reports whether faults can still be planted everywhere in f.
func intact(f *normalize.Form) bool {
	for _, p := range f.Programs {
		if len(p.Funcs) < 3 || len(p.Attrs) < 3 {
			return false
		}
		for _, fn := range p.Funcs {
			if len(fn.Info) < 2 || len(fn.Insns) < 6 {
				return false
			}
		}
	}
	for _, m := range f.Maps {
		if len(m.Spec) < 9 || len(m.Entries) == 0 {
			return false
		}
	}
	return true
}

// TestOtherTarget: runs on different targets are not compared, which is counted; all else is.
func TestOtherTarget(t *testing.T) {
	text := "prog p loaded\nrun p a done retval=1\nrun p b done"
	ref := side("o", "libbpf", "1", parseForm(t, text))
	got := side("o", "aya", "2", parseForm(t, strings.Replace(text, "retval=1", "retval=2", 1)))
	if r := Judge(ref, got, Hooks{}); r.Verdict != Differs || r.Compared.Uncompared != 0 {
		t.Errorf("on one target: %s, %+v", r.Verdict, r.Compared)
	}
	got.Recording.Target.Kernel = "6.1.0"
	r := Judge(ref, got, Hooks{})
	if r.Verdict != Same || r.Compared.Runs != 0 || r.Compared.Uncompared != 2 {
		t.Errorf("on two targets: %s, %+v", r.Verdict, r.Compared)
	}
}

// TestRunCount: what was not run is told.
func TestRunCount(t *testing.T) {
	side := func(loader, text string) Side { return side("o", loader, "1", parseForm(t, text)) }
	text := `prog a loaded
prog b loaded
prog c loaded
prog d loaded
prog e loaded
run a x done
run a y done varies=retval
run a z not-made
run b x refused errno=524
run c - not-runnable
run d x died
run e x done retval=1
`
	result := Judge(side("libbpf", text), side("aya", strings.Replace(text, "retval=1", "retval=2", 1)), Hooks{})
	var out strings.Builder
	if err := WriteText(&out, NewReport("libbpf", []Result{result}), TextOptions{}); err != nil {
		t.Fatal(err)
	}
	want := "5 test runs of 4 programs, of which 1 differs, 1 refused, 1 died; 1 program not runnable; " +
		"1 result not compared, since they vary by themselves; " +
		"1 run not compared: not made, or on another target or input\n"
	if !strings.Contains(out.String(), want) {
		t.Errorf("report:\n%swant:\n%s", out.String(), want)
	}
}

// TestFailedChecks: the line that a self-checking program returns is looked up, on each side; other programs' is not.
func TestFailedChecks(t *testing.T) {
	const body = `
  func p
    r0 = 23 ; dir/case.c:23:2: 	check_eq(value, 5);
    exit
run p a done retval=0
`
	failed := strings.Replace(body, "retval=0", "retval=23", 1)
	for name, test := range map[string]struct{ ref, got, want string }{
		"loader":        {"prog p loaded checks" + body, "prog p loaded checks" + failed, "loader: dir/case.c:23: check_eq(value, 5) failed"},
		"reference":     {"prog p loaded checks" + failed, "prog p loaded checks" + body, "reference: dir/case.c:23: check_eq(value, 5) failed"},
		"other line":    {"prog p loaded checks" + body, "prog p loaded checks" + strings.Replace(failed, "retval=23", "retval=24", 1), ""},
		"other program": {"prog p loaded" + body, "prog p loaded" + failed, ""},
	} {
		differences := Compare(parseForm(t, test.ref), parseForm(t, test.got))
		if len(differences) != 1 {
			t.Fatalf("%s: %v", name, differences)
		}
		note := ""
		if d := differences[0].Detail; d != nil {
			note = d.Note
		}
		if note != test.want {
			t.Errorf("%s: %q, want %q", name, note, test.want)
		}
	}
}

// TestSearchInput: an input that a search found is told with the difference; the text cuts a long one.
func TestSearchInput(t *testing.T) {
	long := strings.Repeat("0b", 100)
	text := "prog p loaded\nrun p search-1 done retval=1 in=" + long + "\nrun p zeros done retval=1 in=00"
	differences := Compare(parseForm(t, text), parseForm(t, strings.ReplaceAll(text, "retval=1", "retval=2")))
	if len(differences) != 1 || differences[0].Input == nil || differences[0].Input.Data != long {
		t.Fatalf("%+v", differences)
	}
	want := "on data " + long[:maxInputText] + "… (100 bytes); also on zeros"
	if got := differences[0].Detail.Note; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
