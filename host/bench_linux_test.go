package host

import (
	"context"
	"io"
	"os/exec"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/go-plugin"

	"difftest/capture"
	"difftest/internal/bpftest"
	"difftest/plugins/loaderplugin"
	"difftest/plugins/proto"
)

// benchRounds is how often the two sides are measured, in turns, so that a slow moment of the machine meets both.
const benchRounds = 3

// BenchmarkRecording measures what observing costs: a whole run (record, run, compare, report) over the corpus with the
// libraries, against the same loads by the same plugins without tracer, runs and comparison, divided over the same CPUs.
// It reports the ratio of both from this one run. Loaders that are commands are left out: unconfined, they would change
// the machine's network.
func BenchmarkRecording(b *testing.B) {
	bpftest.Require(b)
	a := &app{
		stdout: io.Discard, stderr: io.Discard, registry: "../plugins/loaders.toml", reference: "libbpf",
		loaders: []string{"cilium-ebpf", "aya"}, jobs: runtime.NumCPU(), timeout: defaultTimeout,
	}
	cols, problems, err := a.columns()
	if err != nil || len(problems) > 0 {
		b.Fatal(err, problems)
	}
	objects := benchObjects(b)
	var observed, plain time.Duration
	loads := 0
	for range benchRounds {
		took, recs := timeRun(b, a, cols, objects)
		observed += took
		requests, n := sameRequests(recs)
		loads = n
		plain += timePlain(b, cols, objects, requests)
	}
	b.ReportMetric(float64(observed)/float64(plain), "ratio")
	b.ReportMetric(float64(len(objects)), "objects")
	b.ReportMetric(float64(loads), "loads")
	b.ReportMetric(observed.Seconds()/benchRounds, "observed-s")
	b.ReportMetric(plain.Seconds()/benchRounds, "plain-s")
	b.ReportMetric(0, "ns/op")
}

// benchObjects is the corpus without cases that pin: a plugin that is not traced has no bpffs of its own.
func benchObjects(b *testing.B) []*Object {
	all, problems := collect([]string{"../corpus"})
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	var objects []*Object
	for _, obj := range all {
		if obj.Case.PinPath == "" {
			objects = append(objects, obj)
		}
	}
	if len(objects) < 50 {
		b.Fatalf("%d objects only", len(objects))
	}
	return objects
}

// timeRun times a whole run and returns its recordings by job.
func timeRun(b *testing.B, a *app, cols []column, objects []*Object) (time.Duration, map[job]*capture.Recording) {
	recs := map[job]*capture.Recording{}
	start := time.Now()
	back, err := a.backend()
	if err != nil {
		b.Fatal(err)
	}
	cmp := newComparison(a, objects, cols)
	recordAll(context.Background(), back, a.jobs, cols, objects, func(j job, rec *capture.Recording) {
		recs[j] = rec
		cmp.add(j, rec)
	})
	if err := (sinks{{kind: "text"}}).write(a, cmp.report()); err != nil {
		b.Fatal(err)
	}
	return time.Since(start), recs
}

// sameRequests lists, by job, the selections of programs that were asked for.
func sameRequests(recs map[job]*capture.Recording) (requests map[job][][]string, loads int) {
	requests = map[job][][]string{}
	for j, rec := range recs {
		for _, l := range rec.Loads {
			requests[j] = append(requests[j], l.Programs)
			loads++
		}
	}
	return requests, loads
}

// timePlain times the same loads by plugins that nobody observes.
func timePlain(b *testing.B, cols []column, objects []*Object, requests map[job][][]string) time.Duration {
	start := time.Now()
	queue := make(chan job)
	go func() {
		defer close(queue)
		for _, j := range plan(len(objects), cols) {
			queue <- j
		}
	}()
	var wg sync.WaitGroup
	for range runtime.NumCPU() {
		wg.Go(func() {
			plugins := plainPlugins{cols, make([]*plugin.Client, len(cols))}
			defer plugins.close()
			for j := range queue {
				for _, programs := range requests[j] {
					if err := plugins.load(j.column, request(objects[j.object], programs)); err != nil {
						b.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	return time.Since(start)
}

// plainPlugins are plugins that nobody observes, one for each column, which start when they are needed.
type plainPlugins struct {
	cols    []column
	clients []*plugin.Client
}

// load makes one load. A plugin that breaks on it is replaced, as the host does.
func (p *plainPlugins) load(column int, req *proto.LoadRequest) error {
	if p.clients[column] == nil {
		config := loaderplugin.ClientConfig()
		config.Cmd = exec.Command(p.cols[column].reg.Program())
		p.clients[column] = plugin.NewClient(config)
	}
	rpc, err := loaderplugin.Client(p.clients[column])
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), defaultTimeout)
	defer cancel()
	if _, err := rpc.Load(ctx, req); err != nil {
		p.clients[column].Kill()
		p.clients[column] = nil
	}
	return nil
}

func (p *plainPlugins) close() {
	for _, c := range p.clients {
		if c != nil {
			c.Kill()
		}
	}
}
