package host

import (
	"context"
	"fmt"
	"io"
	"os"

	"difftest/capture/tracer"
)

// tracedRunner lets go-plugin start and watch a plugin that the tracer forks.
type tracedRunner struct {
	plug           *plug
	env            []string
	stdout, stderr io.ReadCloser
}

// Start implements runner.Runner.
func (r *tracedRunner) Start(context.Context) error {
	outR, outW, err := os.Pipe()
	if err != nil {
		return err
	}
	errR, errW, err := os.Pipe()
	if err != nil {
		outR.Close()
		outW.Close()
		return err
	}
	defer outW.Close()
	defer errW.Close()
	over := func() {
		if proc := r.plug.proc.Load(); proc != nil {
			proc.EndFor(fmt.Sprintf("over %d MiB of output", maxOutput>>20))
		}
	}
	r.stdout = &lineCutter{r: &meter{ReadCloser: outR, over: over}}
	r.stderr = teeReader{&meter{ReadCloser: errR, over: over}, r.plug.stderr}
	program := r.plug.reg.Program()
	proc, err := tracer.Start(tracer.Command{
		Path: program, Args: r.plug.reg.Run[1:], Env: append(r.env, r.plug.reg.environ()...), Dir: r.plug.reg.workDir(),
		Stdout: outW, Stderr: errW, Tamper: r.plug.tamper, Confined: true, Network: !r.plug.reg.Network,
	})
	if err != nil {
		outR.Close()
		errR.Close()
		return err
	}
	r.plug.proc.Store(proc)
	return nil
}

// Wait implements runner.AttachedRunner: it waits for the tracer's word, never for the pid.
func (r *tracedRunner) Wait(context.Context) error { return r.plug.proc.Load().Wait() }

// Kill implements runner.AttachedRunner.
func (r *tracedRunner) Kill(context.Context) error { r.plug.kill(); return nil }

// Stdout implements runner.Runner.
func (r *tracedRunner) Stdout() io.ReadCloser { return r.stdout }

// Stderr implements runner.Runner.
func (r *tracedRunner) Stderr() io.ReadCloser { return r.stderr }

// Name implements runner.Runner.
func (r *tracedRunner) Name() string { return r.plug.reg.Name }

// ID implements runner.AttachedRunner. It is empty before a start that succeeded, which go-plugin takes for nothing to
// be killed.
func (r *tracedRunner) ID() string {
	proc := r.plug.proc.Load()
	if proc == nil {
		return ""
	}
	return fmt.Sprint(proc.Pid())
}

// Diagnose implements runner.Runner. What there is to say is on the plugin's stderr, which errors quote already.
func (r *tracedRunner) Diagnose(context.Context) string { return "" }

// PluginToHost implements runner.AddrTranslator: both see the same file system.
func (r *tracedRunner) PluginToHost(network, addr string) (string, string, error) {
	return network, addr, nil
}

// HostToPlugin implements runner.AddrTranslator.
func (r *tracedRunner) HostToPlugin(network, addr string) (string, string, error) {
	return network, addr, nil
}
