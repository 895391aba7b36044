package host

import (
	"context"
	"fmt"
	"os"

	"difftest/capture"
)

// kernelBackend records on the running kernel.
type kernelBackend struct {
	settings recordSettings
	kernel   *kernelBTF
	target   capture.Target
	self     string // path of this program
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
	return &kernelBackend{settings: settings, kernel: kernel, target: target, self: self}, notes, nil
}

func (b *kernelBackend) newWorker(columns []column) worker {
	w := &kernelWorker{}
	if b.settings.run {
		w.runs = &testRunner{self: b.self}
	}
	for _, c := range columns {
		w.recorders = append(w.recorders, &recorder{
			reg: c.reg, digest: c.digest, target: b.target, kernel: b.kernel,
			limit: b.settings.limit, isolate: b.settings.isolate, runs: w.runs,
		})
	}
	return w
}

// kernelWorker has one recorder for each column, whose plugins start when first needed, and one test runner.
type kernelWorker struct {
	recorders []*recorder
	runs      *testRunner
}

func (w *kernelWorker) record(ctx context.Context, column int, obj *Object) *capture.Recording {
	return w.recorders[column].record(ctx, obj)
}

func (w *kernelWorker) close() {
	for _, r := range w.recorders {
		r.close()
	}
	if w.runs != nil {
		w.runs.close()
	}
}
