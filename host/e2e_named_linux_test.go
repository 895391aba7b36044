package host

import (
	"sync"
	"testing"

	"difftest/corpus"
	"difftest/diffreport"
	"difftest/internal/bpftest"
)

// namedRun is the run over the corpus of the loaders that are compared only where they are named.
var namedRun = sync.OnceValue(func() endToEnd {
	return overCorpus([]string{"rbpf", "bpftool", "tc", "ip", "xdp-loader"})
})

// ofLoader are the results of one loader.
func (e endToEnd) ofLoader(loader string) *diffreport.Report {
	var results []diffreport.Result
	for _, r := range e.report.Results {
		if r.Loader == loader {
			results = append(results, r)
		}
	}
	return diffreport.NewReport("libbpf", results)
}

// namedReport returns the results of a loader in that run, of each object of the corpus; it fails the test if there are
// none.
func namedReport(t *testing.T, loader string) *diffreport.Report {
	t.Helper()
	bpftest.Require(t)
	e := namedRun()
	if e.err != nil {
		t.Fatal(e.err)
	}
	report := e.ofLoader(loader)
	if len(report.Results) != len(e.recordings) || len(report.Results) < 900 {
		t.Errorf("%d results of %d objects", len(report.Results), len(e.recordings))
	}
	t.Logf("%d objects: %+v, compared %+v", len(report.Results), report.Totals, report.Compared())
	return report
}

// reaches fails the test if less was compared than floors say.
func reaches(t *testing.T, sum, floors diffreport.Compared) {
	t.Helper()
	if sum.Programs < floors.Programs || sum.Insns < floors.Insns || sum.Maps < floors.Maps ||
		sum.Bytes < floors.Bytes || sum.Runs < floors.Runs {
		t.Errorf("compared %+v, want at least %+v", sum, floors)
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
		if err := shows(namedRun().result(row.Object, "rbpf"), row); err != nil {
			t.Errorf("%s: %v", row.Object, err)
		}
	}
	breaksAs(t, report, "aya") // the same reader
}
