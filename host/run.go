package host

import (
	"context"
	"sync"
	"time"

	"difftest/capture"
	"difftest/capture/progrun"
)

// A column is one loader of a run. The reference is column 0.
type column struct {
	reg    Registration
	digest string
	// reversed columns see the objects in the opposite order: a loader that is compared with itself must not meet them
	// in the same order twice.
	reversed bool
}

// A job is one object through one column, for the first time or again.
type job struct{ object, column, repeat int }

// A worker makes recordings, one at a time, with plugin processes of its own.
type worker interface {
	record(ctx context.Context, column int, obj *Object) *capture.Recording
	close()
}

// A backend makes workers. There is one for Linux; elsewhere nothing can be recorded.
type backend interface {
	newWorker(columns []column) worker
}

// recordSettings say how recordings are made.
type recordSettings struct {
	workers int           // how many run at once
	limit   time.Duration // for one load
	run     bool          // make test runs
	extra   progrun.Extra // inputs beside the fixed ones
	isolate bool          // a plugin process for each object
}

// plan lists the jobs in the order in which they are taken up: object by object, the reference first, reversed columns
// from the end.
func plan(objects int, columns []column) []job {
	jobs := make([]job, 0, objects*len(columns))
	for o := range objects {
		for c, col := range columns {
			if col.reversed {
				jobs = append(jobs, job{object: objects - 1 - o, column: c})
			} else {
				jobs = append(jobs, job{object: o, column: c})
			}
		}
	}
	return jobs
}

// repeated has each job done n times, one after the other.
func repeated(jobs []job, n int) []job {
	out := make([]job, 0, n*len(jobs))
	for _, j := range jobs {
		for j.repeat = range n {
			out = append(out, j)
		}
	}
	return out
}

// recordAll makes the recordings of every object through every column and hands each to sink, as recordJobs does.
func recordAll(
	ctx context.Context, b backend, n int, columns []column, objects []*Object, sink func(job, *capture.Recording),
) {
	recordJobs(ctx, b, n, columns, objects, plan(len(objects), columns), sink)
}

// recordJobs makes the recordings of jobs with n workers and hands each to sink, one at a time. It stops early when ctx
// ends: jobs that are then not done are not handed over.
func recordJobs(
	ctx context.Context, b backend, n int, columns []column, objects []*Object, jobs []job,
	sink func(job, *capture.Recording),
) {
	queue := make(chan job)
	go func() {
		defer close(queue)
		for _, j := range jobs {
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			w := b.newWorker(columns)
			defer w.close()
			for j := range queue {
				rec := w.record(ctx, j.column, objects[j.object])
				if ctx.Err() != nil {
					return
				}
				mu.Lock()
				sink(j, rec)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}
