package host

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"sync"

	"difftest/capture"
	"difftest/capture/tracer"
	"difftest/corpus"
)

// kernelBackend records on the running kernel.
type kernelBackend struct {
	settings recordSettings
	kernel   *kernelBTF
	target   capture.Target
	has      func() corpus.Target // of what cases need; looked at when the first case needs something
	self     string               // path of this program
}

// openBackend prepares recording on this machine. Notes say what is odd about it but no obstacle.
func openBackend(settings recordSettings) (b backend, notes []string, err error) {
	if os.Geteuid() != 0 {
		return nil, nil, errNoPrivileges
	}
	kernel, note, err := readKernelBTF()
	if err != nil {
		return nil, nil, err
	}
	if note != "" {
		notes = append(notes, note)
	}
	target, err := thisTarget(kernel)
	if err != nil {
		return nil, nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, nil, fmt.Errorf("own program: %w", err)
	}
	if err := probeTracer(self); err != nil {
		return nil, nil, err
	}
	has := sync.OnceValue(func() corpus.Target { return needsTarget(target, kernel) })
	return &kernelBackend{settings: settings, kernel: kernel, target: target, has: has, self: self}, notes, nil
}

// probeTracer traces a process that does nothing, so that a machine on which no plugin can be traced says so once.
func probeTracer(self string) error {
	var stderr bytes.Buffer
	r, w, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("trace: %w", err)
	}
	p, err := tracer.Start(tracer.Command{Path: self, Args: []string{probeArg}, Stderr: w})
	w.Close()
	if err == nil {
		_, _ = stderr.ReadFrom(r) // until the process has ended
		err = p.Wait()
	}
	r.Close()
	if err != nil && stderr.Len() > 0 {
		err = fmt.Errorf("%w: %s", err, bytes.TrimSpace(stderr.Bytes()))
	}
	if err != nil {
		return fmt.Errorf("trace: %w", err)
	}
	return nil
}

func (b *kernelBackend) newWorker(columns []column) worker {
	w := &kernelWorker{}
	if b.settings.run {
		w.runs = &testRunner{self: b.self, extra: b.settings.extra}
	}
	for _, c := range columns {
		w.recorders = append(w.recorders, &recorder{
			reg: c.reg, digest: c.digest, target: b.target, has: b.has, kernel: b.kernel,
			limit: b.settings.limit, isolate: b.settings.isolate, runs: w.runs,
		})
	}
	return w
}

// kernelWorker has one recorder for each column, whose plugins start when first needed, and one test runner.
type kernelWorker struct {
	recorders []*recorder
	runs      *testRunner // nil: no test runs
	otherRuns *testRunner // for the other side of a search; nil until there is one
}

func (w *kernelWorker) record(ctx context.Context, column int, obj *Object) *capture.Recording {
	return w.recorders[column].record(ctx, obj)
}

func (w *kernelWorker) close() {
	for _, r := range w.recorders {
		r.close()
	}
	for _, runs := range []*testRunner{w.runs, w.otherRuns} {
		if runs != nil {
			runs.close()
		}
	}
}
