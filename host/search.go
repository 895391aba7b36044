package host

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"difftest/capture"
	"difftest/diffreport"
	"difftest/normalize"
)

// searchSettings say how inputs are searched for on which a loader parts from the reference.
type searchSettings struct {
	inputs int    // for each program
	seed   uint64 // the same seed tries the same inputs
}

// A searcher is a worker that searches. It records an object through the reference and a column, tries inputs on the
// programs of both, and adds to both recordings the runs on inputs on which they part.
type searcher interface {
	search(ctx context.Context, column int, obj *Object, s searchSettings, judge judgeFunc) (searched, bool)
}

// judgeFunc compares a loader's recording with the reference's.
type judgeFunc func(ref, got *capture.Recording) diffreport.Result

// searched is what came of a search.
type searched struct {
	ref, got *capture.Recording
	programs int // that inputs were tried on
	inputs   int // tried
	found    int // programs that the loaders separate on
}

// search searches each pair whose objects are both loaded, and judges those anew where it found something.
func (c *comparison) search(ctx context.Context, b backend) {
	settings := searchSettings{inputs: c.app.search, seed: c.app.seed}
	if settings.inputs <= 0 || c.app.noRun {
		return
	}
	queue := make(chan job)
	go func() {
		defer close(queue)
		for o, row := range c.results {
			for col, r := range row {
				if r != nil && r.Outcome == capture.Loaded && r.ReferenceOutcome == capture.Loaded && ctx.Err() == nil {
					queue <- job{object: o, column: col}
				}
			}
		}
	}()
	var mu sync.Mutex
	var total searched
	var wg sync.WaitGroup
	for range c.app.jobs {
		wg.Go(func() {
			w := b.newWorker(c.columns)
			defer w.close()
			for j := range queue {
				s, ok := w.(searcher)
				if !ok || ctx.Err() != nil {
					continue
				}
				out, ok := s.search(ctx, j.column, c.objects[j.object], settings, c.app.judge)
				mu.Lock()
				total.programs, total.inputs, total.found = total.programs+out.programs, total.inputs+out.inputs, total.found+out.found
				if ok && out.found > 0 {
					r := c.app.judge(out.ref, out.got)
					c.results[j.object][j.column] = &r
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	fmt.Fprintf(c.app.stderr, "difftest: searched with seed %d: %d inputs on %d programs; on %d of them loaders separate\n",
		settings.seed, total.inputs, total.programs, total.found)
}

// numbers are the constants in the canonical text of instructions.
var numbers = regexp.MustCompile(`-?0x[0-9a-f]+`)

// maxWords limits how many numbers of a program are tried.
const maxWords = 200

// wordsOf returns the numbers that a program's instructions name in either form, and each two bytes that it compares with
// one after the other: an input with one of them in the right place is likely to take another way.
func wordsOf(program string, forms ...*normalize.Form) []uint64 {
	w := words{seen: map[uint64]bool{}}
	for _, form := range forms {
		for _, p := range form.Programs {
			if p.Name != program {
				continue
			}
			for _, fn := range p.Funcs {
				for _, in := range fn.Insns {
					w.add(in.Text)
				}
			}
		}
	}
	return w.list
}

// words collects numbers.
type words struct {
	seen map[uint64]bool
	list []uint64
	last uint64 // the byte compared with before
}

// add takes the numbers in the text of an instruction.
func (w *words) add(text string) {
	for _, number := range numbers.FindAllString(text, -1) {
		digits, negative := strings.CutPrefix(number, "-")
		v, err := strconv.ParseUint(strings.TrimPrefix(digits, "0x"), 16, 64)
		if err != nil {
			continue
		}
		if negative {
			v = -v
		}
		w.once(v)
		if v <= 0xff && strings.HasPrefix(text, "if ") {
			w.once(w.last<<8 | v)
			w.last = v
		}
	}
}

func (w *words) once(v uint64) {
	if !w.seen[v] && len(w.list) < maxWords {
		w.seen[v] = true
		w.list = append(w.list, v)
	}
}
