package plugintest

import (
	"bytes"
	"context"
	"fmt"
	"io"
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
	client  *plugin.Client
	process *process
	synced  buffer // what a Go plugin printed and go-plugin sent over
}

// Start starts the plugin as the host does, but unobserved. The caller closes it.
func Start(command []string) (*Plugin, error) {
	p := &Plugin{}
	config := loaderplugin.ClientConfig()
	config.StartTimeout = startLimit
	config.SyncStdout = &p.synced
	config.RunnerFunc = func(_ hclog.Logger, prepared *exec.Cmd, _ string) (runner.Runner, error) {
		cmd := exec.Command(command[0], command[1:]...)
		cmd.Env = prepared.Env
		var err error
		p.process, err = newProcess(cmd)
		return p.process, err
	}
	p.client = plugin.NewClient(config)
	loader, err := loaderplugin.Client(p.client)
	if err != nil {
		p.Close()
		return nil, err
	}
	p.LoaderClient = loader
	return p, nil
}

// Close shuts the plugin down, and kills it if it does not go.
func (p *Plugin) Close() { p.client.Kill() }

// process starts a plugin's process for go-plugin and keeps a copy of what it writes to stdout.
type process struct {
	cmd            *exec.Cmd
	stdout, stderr io.ReadCloser
	copied         buffer
	killed         atomic.Bool
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
	return &process{cmd: cmd, stdout: stdout, stderr: stderr}, nil
}

// Start implements runner.Runner.
func (p *process) Start(context.Context) error { return p.cmd.Start() }

// Wait implements runner.Runner.
func (p *process) Wait(context.Context) error { return p.cmd.Wait() }

// Kill implements runner.Runner.
func (p *process) Kill(context.Context) error {
	p.killed.Store(true)
	return p.cmd.Process.Kill()
}

// Stdout implements runner.Runner.
func (p *process) Stdout() io.ReadCloser {
	return readCloser{io.TeeReader(p.stdout, &p.copied), p.stdout}
}

// Stderr implements runner.Runner.
func (p *process) Stderr() io.ReadCloser { return p.stderr }

// Name implements runner.Runner.
func (p *process) Name() string { return p.cmd.Path }

// ID implements runner.Runner.
func (p *process) ID() string { return strconv.Itoa(p.cmd.Process.Pid) }

// Diagnose implements runner.Runner.
func (p *process) Diagnose(context.Context) string {
	return fmt.Sprintf("it wrote %q to stdout", p.copied.String())
}

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
