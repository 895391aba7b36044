package plugintest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/runner"

	"difftest/plugins/loaderplugin"
	"difftest/plugins/proto"
)

// startLimit is the time within which a plugin must have said its handshake: it has nothing to do before.
const startLimit = 10 * time.Second

// A Plugin is a running plugin.
type Plugin struct {
	proto.LoaderClient
	subject Subject
	client  *plugin.Client
	process *watched // nil until it is started
	synced  buffer   // what a Go plugin printed and go-plugin sent over
}

// Start starts the plugin as the host does. The caller closes it.
func Start(s Subject) (*Plugin, error) {
	p := &Plugin{subject: s}
	var observer Observer = unobserved{s.Command}
	if s.Observe != nil {
		observer = s.Observe()
	}
	config := loaderplugin.ClientConfig()
	config.SkipHostEnv = true
	config.StartTimeout = startLimit
	config.SyncStdout = &p.synced
	config.RunnerFunc = func(_ hclog.Logger, prepared *exec.Cmd, _ string) (runner.Runner, error) {
		run, err := observer.Runner(prepared.Env)
		if err != nil {
			return nil, err
		}
		p.process = &watched{Runner: run}
		return p.process, nil
	}
	p.client = plugin.NewClient(config)
	loader, err := loaderplugin.Client(p.client)
	if err != nil {
		p.Close()
		return nil, err
	}
	p.LoaderClient = observer.Client(loader)
	return p, nil
}

// Close shuts the plugin down, and kills it if it does not go: go-plugin waits without limit for the answer to Shutdown.
func (p *Plugin) Close() {
	done := make(chan struct{})
	go func() { defer close(done); p.client.Kill() }()
	select {
	case <-done:
	case <-time.After(2 * shutdownLimit):
		if p.process != nil {
			_ = p.process.Kill(context.Background())
		}
		<-done
	}
}

// watched is a plugin's process of which is kept what it writes to stdout, and whether it had to be killed.
type watched struct {
	runner.Runner
	copied buffer
	killed atomic.Bool
}

// Stdout implements runner.Runner.
func (w *watched) Stdout() io.ReadCloser {
	stdout := w.Runner.Stdout()
	return readCloser{io.TeeReader(stdout, &w.copied), stdout}
}

// Kill implements runner.Runner.
func (w *watched) Kill(ctx context.Context) error {
	w.killed.Store(true)
	return w.Runner.Kill(ctx)
}

// Diagnose implements runner.Runner.
func (w *watched) Diagnose(context.Context) string {
	return fmt.Sprintf("it wrote %q to stdout", w.copied.String())
}

// unobserved starts a plugin's process that nobody watches.
type unobserved struct{ command []string }

// Runner implements Observer. The environment is the caller's with env added.
func (u unobserved) Runner(env []string) (runner.Runner, error) {
	cmd := exec.Command(u.command[0], u.command[1:]...)
	cmd.Env = append(os.Environ(), env...)
	return newProcess(cmd)
}

// Client implements Observer.
func (unobserved) Client(c proto.LoaderClient) proto.LoaderClient { return c }

// process starts a plugin's process for go-plugin.
type process struct {
	cmd            *exec.Cmd
	stdout, stderr io.ReadCloser
}

// newProcess prepares cmd, which is not started yet.
func newProcess(cmd *exec.Cmd) (*process, error) {
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	return &process{cmd, stdout, stderr}, nil
}

// Start implements runner.Runner.
func (p *process) Start(context.Context) error { return p.cmd.Start() }

// Wait implements runner.Runner.
func (p *process) Wait(context.Context) error { return p.cmd.Wait() }

// Kill implements runner.Runner.
func (p *process) Kill(context.Context) error {
	return p.cmd.Process.Kill()
}

// Stdout implements runner.Runner.
func (p *process) Stdout() io.ReadCloser { return p.stdout }

// Stderr implements runner.Runner.
func (p *process) Stderr() io.ReadCloser { return p.stderr }

// Name implements runner.Runner.
func (p *process) Name() string { return p.cmd.Path }

// ID implements runner.Runner.
func (p *process) ID() string { return strconv.Itoa(p.cmd.Process.Pid) }

// Diagnose implements runner.Runner.
func (*process) Diagnose(context.Context) string { return "" }

// PluginToHost implements runner.Runner: both see the same files.
func (*process) PluginToHost(network, addr string) (string, string, error) { return network, addr, nil }

// HostToPlugin implements runner.Runner.
func (*process) HostToPlugin(network, addr string) (string, string, error) { return network, addr, nil }

// readCloser reads from one thing and closes another.
type readCloser struct {
	io.Reader
	io.Closer
}

// buffer is a bytes.Buffer for several goroutines.
type buffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write implements io.Writer.
func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

// String returns what was written so far.
func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
