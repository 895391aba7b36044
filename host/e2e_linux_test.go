package host

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/corpus"
	"difftest/diffreport"
	"difftest/internal/bpftest"
	"difftest/normalize"
	"difftest/object"
)

// endToEnd is one run of every registered loader over the corpus on this kernel.
type endToEnd struct {
	recordings map[string]map[string]*capture.Recording // by object, relative to corpus/, and loader
	report     *diffreport.Report
	took, cpu  time.Duration // how long the run took, and what CPU time it and the plugins used
	err        error
}

// corpusRun makes the run once for all tests that look at it.
var corpusRun = sync.OnceValue(func() endToEnd {
	e := endToEnd{recordings: map[string]map[string]*capture.Recording{}}
	start, used := time.Now(), cpuTime()
	e.report, e.err = recordReport("libbpf", nil, []string{"../corpus"}, func(rec *capture.Recording, _ job) {
		name := relative(rec.Object.Path)
		if e.recordings[name] == nil {
			e.recordings[name] = map[string]*capture.Recording{}
		}
		e.recordings[name][rec.Loader.Name] = rec
	})
	e.took, e.cpu = time.Since(start), cpuTime()-used
	return e
})

// relative is the path of an object of the corpus as measured.toml names it.
func relative(path string) string {
	_, inCorpus, _ := strings.Cut(filepath.ToSlash(path), "corpus/")
	return inCorpus
}

// recordReport runs loaders (all but the reference if none is named) over paths and hands each recording to see.
func recordReport(
	reference string, loaders, paths []string, see func(*capture.Recording, job),
) (*diffreport.Report, error) {
	return recordWithin(defaultTimeout, reference, loaders, paths, see)
}

// recordWithin is recordReport with a limit for each load.
func recordWithin(
	limit time.Duration, reference string, loaders, paths []string, see func(*capture.Recording, job),
) (*diffreport.Report, error) {
	a := &app{
		stdout: io.Discard, stderr: os.Stderr, registry: "../plugins/loaders.toml", reference: reference,
		loaders: loaders, jobs: runtime.NumCPU(), timeout: limit,
	}
	cols, problems, err := a.columns()
	if err != nil || len(problems) > 0 {
		return nil, fmt.Errorf("loaders: %w %v", err, problems)
	}
	objects, problems := collect(paths)
	if len(problems) > 0 {
		return nil, fmt.Errorf("objects: %v", problems)
	}
	back, err := a.backend()
	if err != nil {
		return nil, err
	}
	cmp := newComparison(a, objects, cols)
	cmp.record(context.Background(), back, func(j job, rec *capture.Recording) { see(rec, j) })
	return cmp.report(), nil
}

// run returns the run over the corpus; it fails the test if there is none.
func run(t *testing.T) endToEnd {
	t.Helper()
	bpftest.Require(t)
	e := corpusRun()
	if e.err != nil {
		t.Fatal(e.err)
	}
	return e
}

// result returns the comparison of one loader on one object.
func (e endToEnd) result(object, loader string) *diffreport.Result {
	return resultOf(e.report, object, loader)
}

func resultOf(report *diffreport.Report, object, loader string) *diffreport.Result {
	for i, r := range report.Results {
		if relative(r.Object) == object && r.Loader == loader {
			return &report.Results[i]
		}
	}
	return nil
}

// corpusLimit is what all loaders may take over the corpus on two CPUs that have nothing else to do. What other processes
// take of a busy machine does not count.
const corpusLimit = 90 * time.Second

func TestCorpusTime(t *testing.T) {
	e := run(t)
	t.Logf("%d objects, %d pairs: %v, CPU time %v", len(e.recordings), len(e.report.Results), e.took.Round(time.Second),
		e.cpu.Round(time.Second))
	if e.cpu == 0 || e.cpu/2 > corpusLimit {
		t.Errorf("CPU time %v of two CPUs, want at most %v of each", e.cpu, corpusLimit)
	}
}

// cpuTime is what this process and those that it has waited for have used.
func cpuTime() (sum time.Duration) {
	for _, who := range []int{unix.RUSAGE_SELF, unix.RUSAGE_CHILDREN} {
		var r unix.Rusage
		if err := unix.Getrusage(who, &r); err != nil {
			panic(err) // it has no reason to fail
		}
		sum += time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	return sum
}

// TestMeasured holds the run to the table of measured differences: each at its key, with its kind and impact.
func TestMeasured(t *testing.T) {
	e := run(t)
	text, err := os.ReadFile("../corpus/measured.toml")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := corpus.ParseMeasured(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 50 {
		t.Fatalf("%d rows only", len(rows))
	}
	shown := 0
	for _, row := range rows {
		if row.Unshowable != "" {
			t.Logf("not shown here: %s %s: %s", row.ID, row.What, row.Unshowable)
			continue
		}
		if err := shows(e.result(row.Object, row.Loader), row); err != nil {
			t.Errorf("%s %s by %s: %v", row.ID, row.Object, row.Loader, err)
			continue
		}
		shown++
	}
	t.Logf("%d of %d rows shown", shown, len(rows))
}

// shows reports why a result does not show a measured row, or nil.
func shows(r *diffreport.Result, row corpus.Measured) error {
	if r == nil {
		return fmt.Errorf("no result")
	}
	var keys []string
	for _, d := range r.Differences {
		keys = append(keys, fmt.Sprintf("%s (%s, %s)", d.Key, d.Kind, d.Impact))
		if d.Key != row.Key {
			continue
		}
		if string(d.Kind) != row.Kind || string(d.Impact) != row.Impact || d.Security != row.Security {
			return fmt.Errorf("%s: kind %s, impact %s, security %v; want %s, %s, %v", d.Key, d.Kind, d.Impact, d.Security,
				row.Kind, row.Impact, row.Security)
		}
		return nil
	}
	return fmt.Errorf("no difference at %q; there are: %s", row.Key, strings.Join(keys, "; "))
}

// agreed are cases in which all loaders must agree with the reference.
const minAgreed = 10

// TestAgreement: the corpus is no list of complaints; on much of it all loaders agree.
func TestAgreement(t *testing.T) {
	e := run(t)
	agree := 0
	for object := range e.recordings {
		same := true
		for _, loader := range []string{"cilium-ebpf", "aya"} {
			r := e.result(object, loader)
			same = same && r != nil && r.Verdict == diffreport.Same
		}
		if same {
			agree++
		}
	}
	t.Logf("all loaders agree on %d of %d objects", agree, len(e.recordings))
	if agree < minAgreed {
		t.Errorf("all loaders agree on %d objects, want at least %d", agree, minAgreed)
	}
}

// libxdpObjects is where Debian's package libxdp1 has its objects.
const libxdpObjects = "/usr/lib/x86_64-linux-gnu/bpf"

// realObjects are folders of objects that others wrote: those that libxdp1 ships and the testdata of cilium/ebpf, in
// both byte orders.
func realObjects(t *testing.T) []string {
	t.Helper()
	if _, err := os.Stat(libxdpObjects); err != nil {
		t.Fatalf("%v: apt-get install libxdp1", err)
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cilium/ebpf").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return []string{libxdpObjects, filepath.Join(strings.TrimSpace(string(out)), "testdata")}
}

// TestRealObjects: every pair of a real object and a loader gets an outcome, and none breaks.
func TestRealObjects(t *testing.T) {
	bpftest.Require(t)
	report, err := recordReport("libbpf", nil, realObjects(t), func(*capture.Recording, job) {})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Results) < 140 {
		t.Errorf("%d pairs only", len(report.Results))
	}
	for _, r := range report.Results {
		if r.Verdict == diffreport.Broken || r.Outcome == "" || r.ReferenceOutcome == "" {
			t.Errorf("%s by %s: %s, outcome %q, %s", r.Object, r.Loader, r.Verdict, r.Outcome, r.Reason)
		}
	}
	t.Logf("%d pairs: %+v, compared %+v", len(report.Results), report.Totals, report.Compared())
}

// TestSelfChecks: programs of the corpus that can be run return on the first input of their type what they say, 0 if they
// say nothing, with the reference. A program that returns the line of a failed check is an error in the corpus.
func TestSelfChecks(t *testing.T) {
	ran := 0
	for object, byLoader := range run(t).recordings {
		rec := byLoader["libbpf"]
		want := expectedRetvals(t, rec)
		seen := map[string]bool{}
		for _, r := range rec.Runs {
			if r.Status == capture.RunNotRunnable || r.Status == capture.RunRefused || seen[r.Program] {
				continue
			}
			seen[r.Program] = true
			ran++
			if got := resultText(r.Status, r.Retval); got != want[r.Program] {
				t.Errorf("%s: %s on %s: %s, want %s %s", object, r.Program, r.Input, got, want[r.Program], r.Problem)
			}
		}
	}
	if ran < 80 {
		t.Errorf("%d runs only", ran)
	}
	t.Logf("%d runs", ran)
}

// expectedRetvals says what runs of each program return, or how they end.
func expectedRetvals(t *testing.T, rec *capture.Recording) map[string]string {
	want := map[string]string{}
	for _, r := range rec.Runs {
		want[r.Program] = "0"
	}
	var c corpus.Case
	if err := c.AddTags(factsOf(rec).Tags); err != nil {
		t.Error(err)
	}
	for _, e := range c.Expectations {
		switch {
		case e.Run != "":
			want[e.Program] = e.Run
		case e.Retval != "":
			want[e.Program] = e.Retval
		}
	}
	return want
}

// factsOf returns the facts of a recording's object: none of one that cannot be read.
func factsOf(rec *capture.Recording) *object.Facts {
	if rec.Object.Facts == nil {
		return &object.Facts{}
	}
	return rec.Object.Facts
}

// TestExpectations: the reference does with each object and program what the object says.
func TestExpectations(t *testing.T) {
	checked := 0
	for object, byLoader := range run(t).recordings {
		rec := byLoader["libbpf"]
		if len(rec.Unmet) > 0 {
			t.Logf("not shown here: %s needs %s", object, strings.Join(rec.Unmet, ", "))
			continue
		}
		c, err := corpus.LoadCase(filepath.Join("../corpus", object))
		if err != nil {
			t.Error(err)
			continue
		}
		if err := c.AddTags(factsOf(rec).Tags); err != nil {
			t.Error(err)
		}
		form, err := normalize.Canonical(rec, normalize.Options{})
		if err != nil {
			t.Error(err)
			continue
		}
		if c.Expect != "" {
			checked++
			if got := verdict(form.Outcome == capture.Loaded); got != c.Expect {
				t.Errorf("%s: %s, want %s: %s", object, got, c.Expect, form.Message)
			}
		}
		for _, e := range c.Expectations {
			if e.Verdict == "" {
				continue
			}
			checked++
			if got := verdict(programLoaded(form, e.Program)); got != e.Verdict {
				t.Errorf("%s: program %s: %s, want %s: %s", object, e.Program, got, e.Verdict, form.Message)
			}
		}
	}
	if checked < 100 {
		t.Errorf("%d expectations only", checked)
	}
}

// TestNeeds: where the target is said to lack what a case needs, the kernel has refused a program of it to libbpf. A need
// that is met would else hide what the case expects.
func TestNeeds(t *testing.T) {
	needing := 0
	for object, byLoader := range run(t).recordings {
		rec := byLoader["libbpf"]
		var c corpus.Case
		if err := c.AddTags(factsOf(rec).Tags); err != nil {
			t.Error(err)
		}
		needing += len(c.Needs)
		refused := slices.ContainsFunc(normalize.Identify(rec), func(p normalize.Identified) bool { return p.Errno != 0 })
		if len(rec.Unmet) > 0 && !refused {
			t.Errorf("%s: said to lack %s, and nothing was refused", object, strings.Join(rec.Unmet, ", "))
		}
	}
	if needing < 10 {
		t.Errorf("%d needs only", needing)
	}
}

func verdict(loaded bool) corpus.Verdict {
	if loaded {
		return corpus.VerdictSuccess
	}
	return corpus.VerdictFailure
}

// programLoaded reports whether a program was loaded, with the whole object or, where that was refused before it got there,
// alone. What is tagged but no program, a map or a subprogram, stands for the object.
func programLoaded(form *normalize.Form, name string) bool {
	for _, p := range form.Programs {
		if p.Name == name {
			return p.Outcome == normalize.ProgramLoaded
		}
	}
	return form.Outcome == capture.Loaded
}
