package host

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/runner"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"difftest/capture/tracer"
	"difftest/plugins/loaderplugin"
	"difftest/plugins/proto"
)

// Limits on a plugin. They are long against what any plugin needs, so that one that reaches them is broken.
const (
	startTimeout    = 20 * time.Second // from execve to the handshake line
	describeTimeout = 5 * time.Second
	shutdownTimeout = time.Second // from Shutdown to the end of its processes

	endTimeout = 200 * time.Millisecond // from a sign of the end to the end
	maxStderr  = 64 << 10               // bytes of stderr that are kept, the last ones
)

// plug is a running plugin.
type plug struct {
	reg    Registration
	tamper tracer.Tamper                  // nil outside tests
	proc   atomic.Pointer[tracer.Process] // nil until it is started
	client *plugin.Client
	rpc    proto.LoaderClient
	killed atomic.Bool // by us
	stderr *tail
	about  *proto.DescribeResponse
}

// startPlugin starts the plugin of reg under the tracer and asks it to describe itself. On error nothing of it is left.
func startPlugin(ctx context.Context, reg Registration, tamper tracer.Tamper) (*plug, error) {
	p := &plug{reg: reg, tamper: tamper, stderr: newTail(maxStderr)}
	config := loaderplugin.ClientConfig()
	config.SkipHostEnv = true
	config.StartTimeout = startTimeout
	config.SyncStderr = p.stderr // what a Go plugin writes once go-plugin has taken over its stderr
	config.RunnerFunc = func(_ hclog.Logger, cmd *exec.Cmd, _ string) (runner.Runner, error) {
		return &tracedRunner{plug: p, env: append(pluginEnv(), cmd.Env...)}, nil
	}
	p.client = plugin.NewClient(config)
	var err error
	if p.rpc, err = p.connect(ctx); err != nil {
		if ended := p.ended(); ended != nil { // go-plugin speaks of its handshake then
			err = fmt.Errorf("it ended before it was ready: %w", ended)
		}
		p.stop()
		return nil, fmt.Errorf("plugin %s: %w", reg.Program(), p.withStderr(shorten(err)))
	}
	return p, nil
}

// ended says how the plugin's process ended by itself, or nil if it runs, was never started, or was killed by us. A process is given a moment: what
// shows its end (a closed socket) may come before the end itself.
func (p *plug) ended() error {
	proc := p.proc.Load()
	if proc == nil || p.killed.Load() {
		return nil
	}
	over := func() error {
		if limit := proc.Overrun(); limit != "" {
			return errors.New("ended by the host: it used " + limit)
		}
		return nil
	}
	select {
	case <-proc.Done():
	case <-time.After(endTimeout):
		return over() // a tree of a thousand processes takes its time to end
	}
	if err := over(); err != nil {
		return err
	}
	if err := proc.Wait(); err != nil {
		return err
	}
	return errors.New("exit status 0")
}

// connect starts the process and describes it. go-plugin's start cannot be cancelled: the process is ended instead.
func (p *plug) connect(ctx context.Context) (proto.LoaderClient, error) {
	stop := context.AfterFunc(ctx, p.kill)
	defer stop()
	rpc, err := loaderplugin.Client(p.client)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, describeTimeout)
	defer cancel()
	p.about, err = rpc.Describe(ctx, &proto.DescribeRequest{})
	if err != nil {
		return nil, fmt.Errorf("describe: %w", err)
	}
	return rpc, p.checkDescription()
}

// checkDescription holds what the plugin says of itself against its registration.
func (p *plug) checkDescription() error {
	if p.about.Loader != p.reg.Name && p.about.Loader != p.reg.Base {
		return fmt.Errorf("describe: it drives %q but is registered as %q", p.about.Loader, p.reg.Name)
	}
	if p.about.Version == "" {
		return errors.New("describe: no version: without one its results mean nothing")
	}
	if p.about.WithoutKernel != p.reg.WithoutKernel {
		return fmt.Errorf("describe: it says without_kernel = %v, and is registered with %v", p.about.WithoutKernel,
			p.reg.WithoutKernel)
	}
	have := map[string]bool{}
	for _, c := range p.about.Capabilities {
		have[capabilityName(c)] = true
	}
	for _, c := range p.reg.Capabilities {
		if !have[c] {
			return fmt.Errorf("describe: registered with capability %s, which it does not have", c)
		}
		delete(have, c)
	}
	for c := range have {
		return fmt.Errorf("describe: it has capability %s, with which it is not registered", c)
	}
	return nil
}

// capabilityName is a capability as registrations name it.
func capabilityName(c proto.Capability) string {
	return strings.ToLower(strings.TrimPrefix(c.String(), "CAPABILITY_"))
}

// stop ends the plugin: politely at first, then by killing its processes. go-plugin's Kill waits without limit for a
// plugin that never answers Shutdown, so it runs beside.
func (p *plug) stop() {
	done := make(chan struct{})
	go func() { defer close(done); p.client.Kill() }()
	select {
	case <-done:
	case <-time.After(shutdownTimeout):
	}
	p.kill()
	<-done
}

// kill ends the plugin's processes at once.
func (p *plug) kill() {
	if proc := p.proc.Load(); proc != nil {
		p.killed.Store(true)
		_ = proc.Kill() // ErrStuck: a program runs in the kernel; what can be done is done
	}
}

// withStderr adds the last of what the plugin wrote to stderr. If it has ended, all that it wrote has been read.
func (p *plug) withStderr(err error) error {
	if proc := p.proc.Load(); proc != nil {
		select {
		case <-proc.Done():
			p.stderr.awaitEnd(endTimeout)
		default:
		}
	}
	if text := p.stderr.lastLines(5); text != "" {
		return fmt.Errorf("%w; its stderr ends in: %s", err, text)
	}
	return err
}

// broke says why a request failed: the plugin itself broke, since whatever a library says is an answer.
func (p *plug) broke(ctx context.Context, err error, limit time.Duration) string {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded) || status.Code(err) == codes.DeadlineExceeded:
		return fmt.Sprintf("no answer within %v", limit)
	case status.Code(err) == codes.Unavailable:
		if ended := p.ended(); ended != nil {
			return p.withStderr(fmt.Errorf("the plugin died: %w", ended)).Error()
		}
	}
	return p.withStderr(shorten(err)).Error()
}

// pluginEnv is the environment of plugins: none of the host's but what programs need to find each other.
func pluginEnv() []string {
	env := []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C", "HOME=/"}
	return append(env, "TMPDIR="+os.TempDir())
}
