package host

import (
	"context"
	"io"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"

	"difftest/capture"
	"difftest/corpus"
	"difftest/diffreport"
	"difftest/internal/bpftest"
	"difftest/known"
)

// namedRun is the run over the corpus of the loaders that are compared only where they are named, held to the lists of
// known differences.
var namedRun = sync.OnceValue(func() namedLoaders {
	n := namedLoaders{app: &app{
		stdout: io.Discard, stderr: os.Stderr, quiet: true, registry: "../plugins/loaders.toml", reference: "libbpf",
		loaders: []string{"rbpf", "bpftool", "tc", "ip", "xdp-loader"}, jobs: runtime.NumCPU(), timeout: defaultTimeout,
	}}
	n.report, n.problems, n.err = n.app.recordedReport(context.Background(), []string{"../corpus"},
		func(job, *capture.Recording) {})
	return n
})

type namedLoaders struct {
	app      *app
	report   *diffreport.Report
	problems []error
	err      error
}

// ofLoader are the results of one loader.
func ofLoader(report *diffreport.Report, loader string) *diffreport.Report {
	var results []diffreport.Result
	for _, r := range report.Results {
		if r.Loader == loader {
			results = append(results, r)
		}
	}
	return diffreport.NewReport(report.Reference, results)
}

// namedReport returns the results of a loader in that run; it fails the test if the run is not of the whole corpus.
func namedReport(t *testing.T, loader string) *diffreport.Report {
	t.Helper()
	bpftest.Require(t)
	n := namedRun()
	if n.err != nil || len(n.problems) > 0 {
		t.Fatal(n.err, n.problems)
	}
	report := ofLoader(n.report, loader)
	if len(report.Results) < minCorpus {
		t.Errorf("%d objects, want at least %d", len(report.Results), minCorpus)
	}
	t.Logf("%d objects: %+v, compared %+v", len(report.Results), report.Totals, report.Compared())
	return report
}

// minCorpus is how many objects the corpus has at least.
const minCorpus = 900

// reaches fails the test if less was compared than floors say.
func reaches(t *testing.T, sum, floors diffreport.Compared) {
	t.Helper()
	if sum.Programs < floors.Programs || sum.Insns < floors.Insns || sum.Maps < floors.Maps ||
		sum.Bytes < floors.Bytes || sum.Runs < floors.Runs {
		t.Errorf("compared %+v, want at least %+v", sum, floors)
	}
}

// TestCommands: the commands load the whole corpus, too. What they do otherwise is listed, and where they crash is in the
// table of crashes. ip and tc load programs of one section alone: xdp, and tc, which few objects have.
func TestCommands(t *testing.T) {
	for loader, floors := range map[string]diffreport.Compared{
		"bpftool":    {Programs: 380, Insns: 4500, Maps: 300, Bytes: 500_000, Runs: 2000},
		"ip":         {Programs: 25, Insns: 400, Maps: 20, Bytes: 100_000, Runs: 200},
		"tc":         {Programs: 4, Insns: 50, Maps: 2, Bytes: 10_000, Runs: 30},
		"xdp-loader": {Programs: 300, Insns: 3500, Maps: 250, Bytes: 500_000, Runs: 1000},
	} {
		t.Run(loader, func(t *testing.T) {
			report := namedReport(t, loader)
			reaches(t, report.Compared(), floors)
			breaksOn(t, report, crashesOf(t, loader), nil)
			held := &namedRun().app.held
			if !slices.ContainsFunc(held.lists, func(l *known.List) bool { return l.Loader == loader }) {
				t.Error("no list of known differences")
			}
			for _, p := range held.lists.Gate(namedRun().app.knownRun(report)).Problems {
				if p.Kind != known.Broken { // held to the table of crashes
					t.Errorf("%s: %s", p.Kind, p.Text)
				}
			}
		})
	}
}

// TestRuntime: what a loader without a kernel tells is compared over the whole corpus. On most programs that rbpf runs it
// agrees with the kernel; that it takes numbers for unsigned shows, as does what aya-obj, which feeds it, does not know.
func TestRuntime(t *testing.T) {
	report := namedReport(t, "rbpf")
	reaches(t, report.Compared(), diffreport.Compared{Programs: 320, Insns: 5000, Maps: 220, Bytes: 20_000, Runs: 750})
	if c := report.Compared(); c.Unreported < 3000 || c.Uncompared < 900 {
		t.Errorf("%d values not reported, %d runs not compared: less than it cannot tell", c.Unreported, c.Uncompared)
	}
	runs := map[diffreport.RunSum]int{}
	for _, r := range report.Results {
		for _, p := range r.Programs {
			runs[p.Run]++
		}
	}
	if runs[diffreport.RunSame] < 180 || runs[diffreport.RunDiffers] == 0 {
		t.Errorf("programs by what their runs came to: %v", runs)
	}
	for _, row := range []corpus.Measured{
		{Object: "cases/subprogs/mcpu-v1.o", Key: "prog prog run tcp-64 retval", Kind: "run", Impact: "silent"},
		{Object: "cases/values/array-of-maps.o", Key: "map outer [0]", Kind: "contents", Impact: "silent"},
		{Object: "cases/maps/ringbuf-odd.o", Key: "map ring max_entries", Kind: "map-spec", Impact: "silent"},
		{Object: "cases/kconfig/kernel-version.o", Key: "prog version insn 1", Kind: "instructions", Impact: "silent"},
		{Object: "cases/core/enum-missing.o", Key: "prog prog outcome", Kind: "outcome", Impact: "outcome"},
	} {
		if err := shows(resultOf(report, row.Object, "rbpf"), row); err != nil {
			t.Errorf("%s: %v", row.Object, err)
		}
	}
	breaksOn(t, report, crashesOf(t, "aya"), crashesOf(t, "rbpf")) // the reader is aya's
}
