package host

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"difftest/capture"
	"difftest/corpus"
	"difftest/diffreport"
	"difftest/internal/bpftest"
	"difftest/normalize"
)

// A selfCheck records objects by one loader several times: by plugins that live on and see the objects in different
// orders, and by a plugin process for each object.
type selfCheck struct {
	loader string
	paths  []string
	orders int // different orders of the objects: in order, reversed, then shuffled
	limit  time.Duration
	floors diffreport.Compared // less than this compared is no agreement
}

// What is compared of the objects that CI has, and of all selftests of the kernel, must not be less.
var (
	corpusFloors    = diffreport.Compared{Programs: 300, Insns: 3000, Maps: 120, Bytes: 10_000, Runs: 1000}
	realFloors      = diffreport.Compared{Programs: 35, Insns: 2800, Maps: 45, Bytes: 5000, Runs: 200}
	sampleFloors    = diffreport.Compared{Programs: 450, Insns: 50_000, Maps: 150, Bytes: 20_000, Runs: 1500}
	selftestsFloors = diffreport.Compared{Programs: 2300, Insns: 350_000, Maps: 1100, Bytes: 60_000, Runs: 1500}
)

// maxVarying is how many of a thousand results of test runs may vary by themselves. What is masked is not compared.
const maxVarying = 80

// How often the objects that CI has are recorded, and all selftests.
const (
	fewOrders  = 3
	manyOrders = 10
)

// manySelftests is the number of objects from which on a folder of selftests is taken for all of them.
const manySelftests = 700

// slowLimit is for the selftests that take the verifier longest: libbpf tries some of them nine times.
const slowLimit = 20 * time.Minute

// TestReferenceAgreesWithItself: recordings of the same objects by libbpf have no difference, and the same canonical
// forms byte by byte, whatever the order and whichever process.
func TestReferenceAgreesWithItself(t *testing.T) {
	bpftest.Require(t)
	t.Run("corpus", func(t *testing.T) {
		sides := selfCheck{"libbpf", []string{"../corpus"}, fewOrders, defaultTimeout, corpusFloors}.run(t)
		checkGoldens(t, sides, func(object string) bool { return !corpus.Crash{Object: object}.Hidden() })
	})
	t.Run("real", func(t *testing.T) {
		selfCheck{"libbpf", realObjects(t), fewOrders, defaultTimeout, realFloors}.run(t)
	})
	t.Run("selftests", func(t *testing.T) {
		dir := selftestsDir(t)
		if names, _ := filepath.Glob(filepath.Join(dir, "*.o")); len(names) >= manySelftests {
			selfCheck{"libbpf", []string{dir}, manyOrders, slowLimit, selftestsFloors}.run(t)
			return
		}
		selfCheck{"libbpf", []string{dir}, fewOrders, slowLimit, sampleFloors}.run(t)
	})
}

// selftestsDir is the folder of the kernel's selftests: the sample that CI compares unless DIFFTEST_SELFTESTS is set.
func selftestsDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("DIFFTEST_SELFTESTS")
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(cache, "difftest", "selftests", "sample")
	}
	bpftest.RequireFolder(t, dir, "make selftests-sample")
	return dir
}

// run makes the recordings and compares them. It returns the first of each object, settled by the others.
func (s selfCheck) run(t *testing.T) (first []diffreport.Side) {
	a, objects, recs := s.recordings(t)
	a.isolate = true
	for i, isolated := range (selfCheck{}).record(t, a, s.columns(t, a, 1), objects) {
		recs[i] = append(recs[i], isolated...)
	}
	checkIndependent(t, recs, s.orders)
	var results []diffreport.Result
	for i, obj := range objects {
		side, last := sameForms(t, a, obj, recs[i])
		first, results = append(first, side), append(results, last)
	}
	s.report(t, results)
	return first
}

// recordings records the objects in each order, by plugins that live on.
func (s selfCheck) recordings(t *testing.T) (a *app, objects []*Object, recs [][]*capture.Recording) {
	t.Helper()
	a = &app{
		stdout: io.Discard, stderr: os.Stderr, registry: "../plugins/loaders.toml", reference: s.loader,
		loaders: []string{s.loader}, jobs: runtime.NumCPU(), timeout: s.limit,
	}
	objects, problems := collect(s.paths)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return a, objects, s.record(t, a, s.columns(t, a, s.orders), objects)
}

// columns are n columns of the loader, each with plugin processes of its own.
func (s selfCheck) columns(t *testing.T, a *app, n int) []column {
	t.Helper()
	cols, problems, err := a.columns()
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return slices.Repeat(cols[:1], n)
}

// record records every object through every column, in an order of the column's own.
func (s selfCheck) record(t *testing.T, a *app, columns []column, objects []*Object) [][]*capture.Recording {
	t.Helper()
	b, err := a.backend()
	if err != nil {
		t.Fatal(err)
	}
	orders := make([][]int, len(columns))
	for c := range orders {
		orders[c] = order(len(objects), c)
	}
	var jobs []job
	for i := range objects {
		for c := range columns {
			jobs = append(jobs, job{object: orders[c][i], column: c})
		}
	}
	recs := make([][]*capture.Recording, len(objects))
	for i := range recs {
		recs[i] = make([]*capture.Recording, len(columns))
	}
	recordJobs(context.Background(), b, a.jobs, columns, objects, jobs, func(j job, rec *capture.Recording) {
		recs[j.object][j.column] = rec
	})
	return recs
}

// order is the order in which a column sees n objects.
func order(n, column int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	switch column {
	case 0:
	case 1:
		slices.Reverse(out)
	default:
		rand.New(rand.NewPCG(uint64(column), 0)).Shuffle(n, func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	return out
}

// checkIndependent checks that no recording was used twice, and that no plugin process made recordings of two columns.
func checkIndependent(t *testing.T, recs [][]*capture.Recording, columns int) {
	t.Helper()
	pids := map[int]int{} // column by process
	for _, row := range recs {
		ids := map[string]bool{}
		for c, rec := range row {
			var maps []uint32
			for _, m := range rec.Loads[0].Maps {
				maps = append(maps, m.ID)
			}
			if key := fmt.Sprint(maps); len(maps) > 0 && ids[key] {
				t.Errorf("%s: two recordings have the maps %v: one recording was used twice", rec.Object.Path, maps)
			} else {
				ids[key] = true
			}
			for _, call := range rec.Loads[0].Calls {
				if other, ok := pids[call.PID]; ok && other != c && c < columns {
					t.Fatalf("process %d made recordings of columns %d and %d", call.PID, other, c)
				}
				if c < columns {
					pids[call.PID] = c
				}
			}
		}
	}
}

// sameForms checks that the recordings of one object have one canonical form, and returns it and the last comparison.
func sameForms(
	t *testing.T, a *app, obj *Object, recs []*capture.Recording,
) (form diffreport.Side, last diffreport.Result) {
	t.Helper()
	sides := a.sides(recs)
	withoutUnmade(t, sides)
	first := formText(t, sides[0])
	for i, side := range sides[1:] {
		last = a.judgeSides(sides[0], side)
		if last.Verdict != diffreport.Same && last.Verdict != diffreport.Skipped {
			t.Errorf("%s: recording %d: %s %s", obj.Path, i+1, last.Verdict, last.Reason)
		}
		for _, d := range last.Differences {
			t.Errorf("%s: recording %d: %s: %q and %q", obj.Path, i+1, d.Key, d.Reference, d.Got)
		}
		if text := formText(t, side); text != first {
			t.Errorf("%s: recording %d has another form: %s", obj.Path, i+1, firstDifference(first, text))
		}
	}
	for _, key := range last.Varying {
		if strings.HasSuffix(key, " "+normalize.VariesStatus) {
			t.Logf("%s: runs ended as %v", obj.Path, statuses(recs))
		}
	}
	return sides[0], last
}

// statuses says how often runs ended how, with which errno.
func statuses(recs []*capture.Recording) map[string]int {
	counts := map[string]int{}
	for _, rec := range recs {
		for _, r := range rec.Runs {
			counts[fmt.Sprintf("%s %s %s %d", r.Program, r.Input, r.Status, r.Errno)]++
		}
	}
	return counts
}

// withoutUnmade leaves runs out of all forms that were not made for one: a program that cannot be stopped takes the CPU
// that the runner of another recording would need.
func withoutUnmade(t *testing.T, sides []diffreport.Side) {
	t.Helper()
	type run struct{ program, input string }
	unmade := map[run]bool{}
	for _, s := range sides {
		for _, r := range s.Form.Runs {
			if r.Status == capture.RunNotMade {
				t.Logf("%s: %s was not run on %s: %s", s.Recording.Object.Path, r.Program, r.Input, r.Problem)
				unmade[run{r.Program, r.Input}] = true
			}
		}
	}
	for _, s := range sides {
		s.Form.Runs = slices.DeleteFunc(s.Form.Runs, func(r normalize.Run) bool { return unmade[run{r.Program, r.Input}] })
	}
}

// formText is the canonical form without what the library says in its own words.
func formText(t *testing.T, side diffreport.Side) string {
	t.Helper()
	form := *side.Form
	form.Message = ""
	var b strings.Builder
	if err := form.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// firstDifference returns the first line in which two texts differ.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d: %.300q and %.300q", i+1, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}

// report prints how much was compared and holds it to the floors.
func (s selfCheck) report(t *testing.T, results []diffreport.Result) {
	t.Helper()
	var sum diffreport.Compared
	runs := map[diffreport.RunSum]int{} // programs by what their runs came to
	for _, r := range results {
		sum.Add(r.Compared)
		for _, p := range r.Programs {
			runs[p.Run]++
		}
		for _, key := range r.Varying {
			t.Logf("varies by itself: %s: %s", r.Object, key)
		}
	}
	t.Logf("%d objects, recorded in %d orders and by a process for each: %d programs, %d instructions, %d maps, %d bytes, "+
		"%d runs the same; %d results vary by themselves", len(results), s.orders, sum.Programs, sum.Insns, sum.Maps, sum.Bytes,
		sum.Runs, sum.Varying)
	t.Logf("programs: %d run, %d refused on every input, %d died, %d timed out, %d not runnable, %d not reached by a load",
		runs[diffreport.RunSame], runs[diffreport.RunRefused], runs[diffreport.RunDied], runs[diffreport.RunTimedOut],
		runs[diffreport.RunNotRunnable], runs[""])
	f := s.floors
	if sum.Programs < f.Programs || sum.Insns < f.Insns || sum.Maps < f.Maps || sum.Bytes < f.Bytes || sum.Runs < f.Runs {
		t.Errorf("compared %+v, want at least %+v", sum, f)
	}
	if sum.Varying*1000 > sum.Runs*maxVarying {
		t.Errorf("%d results of %d runs are masked, want at most %d in a thousand", sum.Varying, sum.Runs, maxVarying)
	}
}
