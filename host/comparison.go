package host

import (
	"context"

	"difftest/capture"
	"difftest/diffreport"
)

// confirmRounds is how often a pair is recorded again whose test runs differ. Programs return random numbers and
// addresses: one that tosses a coin comes out the same on either side each time, and so is taken for one that differs,
// once in a thousand times.
const confirmRounds = 5

// comparison collects recordings and judges the pairs of an object as soon as all its recordings are there.
type comparison struct {
	app     *app
	objects []*Object
	columns []column
	recs    [][][]*capture.Recording // by object, by column; nil for an object that is done with
	results [][]*diffreport.Result   // by object, by column

	loads, single int // loads made, and among them those of single programs
}

func newComparison(a *app, objects []*Object, columns []column) *comparison {
	c := &comparison{app: a, objects: objects, columns: columns}
	for range objects {
		c.recs = append(c.recs, make([][]*capture.Recording, len(columns)))
		c.results = append(c.results, make([]*diffreport.Result, len(columns)))
	}
	return c
}

// record makes all recordings, hands each to see, and judges them. Pairs whose test runs differ are then recorded again,
// so that what varies by itself is told from what the loaders make differ.
func (c *comparison) record(ctx context.Context, b backend, see func(job, *capture.Recording)) {
	jobs := repeated(plan(len(c.objects), c.columns), c.app.repeats())
	progress := c.app.progress("recordings", len(jobs))
	recordJobs(ctx, b, c.app.jobs, c.columns, c.objects, jobs, func(j job, rec *capture.Recording) {
		see(j, rec)
		c.add(j, rec)
		progress.add()
	})
	progress.end()
	for range confirmRounds {
		jobs := c.doubts()
		if len(jobs) == 0 || ctx.Err() != nil {
			return
		}
		recordJobs(ctx, b, c.app.jobs, c.columns, c.objects, jobs, c.keep)
		for _, j := range jobs {
			if j.column == 0 && ctx.Err() == nil {
				c.judge(j.object)
			}
		}
	}
}

// add takes one recording. It is called by one goroutine at a time.
func (c *comparison) add(j job, rec *capture.Recording) {
	c.keep(j, rec)
	for _, recs := range c.recs[j.object] {
		if len(recs) < c.app.repeats() {
			return
		}
	}
	c.judge(j.object)
}

func (c *comparison) keep(j job, rec *capture.Recording) {
	c.loads += len(rec.Loads)
	c.single += len(rec.Loads) - 1
	c.recs[j.object][j.column] = append(c.recs[j.object][j.column], rec)
}

// judge judges the pairs of an object and lets its recordings go, unless a result is in doubt.
func (c *comparison) judge(object int) {
	doubt := false
	for col := 1; col < len(c.columns); col++ {
		r := c.app.judgeRepeats(c.recs[object][0], c.recs[object][col])
		c.results[object][col] = &r
		doubt = doubt || doubtful(&r)
	}
	if !doubt {
		c.recs[object] = nil
	}
}

// doubts lists the jobs that repeat what is in doubt, each pair once.
func (c *comparison) doubts() []job {
	var jobs []job
	for o, recs := range c.recs {
		if recs == nil {
			continue
		}
		for col, r := range c.results[o] {
			if col == 0 || doubtful(r) {
				jobs = append(jobs, job{object: o, column: col, repeat: len(recs[col])})
			}
		}
	}
	return jobs
}

// doubtful reports whether what differs may only vary by itself.
func doubtful(r *diffreport.Result) bool {
	if r == nil || r.Verdict != diffreport.Differs && r.Verdict != diffreport.Unstable {
		return false
	}
	for _, d := range r.Differences {
		if d.Kind == diffreport.KindRun {
			return true
		}
	}
	return false
}
