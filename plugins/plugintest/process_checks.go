package plugintest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"difftest/plugins/proto"
)

const (
	// aloneLimit is the time that a plugin may take for what it does without a host.
	aloneLimit = 5 * time.Second
	// shutdownLimit is half of what go-plugin waits before it kills.
	shutdownLimit = time.Second
	// warmUpLoads are loads after which a library has opened what it keeps open.
	warmUpLoads = 20
	// DefaultLoads are enough loads to tell one lost descriptor in a hundred from noise.
	DefaultLoads = 300
	// descriptorNoise is how far two counts may lie apart, since runtimes open descriptors of their own.
	descriptorNoise = 2
	// memoryNoise is by how many bytes a runtime's memory may grow without a leak.
	memoryNoise = 24 << 20
)

// checkVersion wants a description, and --version to print the same version and nothing else.
func checkVersion(ctx context.Context, s Subject) error {
	p, err := Start(s)
	if err != nil {
		return err
	}
	defer p.Close()
	about, err := p.Describe(ctx, &proto.DescribeRequest{})
	if err != nil {
		return fmt.Errorf("describe: %w", err)
	}
	if about.GetLoader() == "" || about.GetVersion() == "" {
		return fmt.Errorf("describes itself as loader %q, version %q", about.GetLoader(), about.GetVersion())
	}
	stdout, _, err := s.runAlone(ctx, s.version())
	if err != nil {
		return fmt.Errorf("%s: %w", strings.Join(s.version(), " "), err)
	}
	if s.CommandLine { // commands print what they like: the first line counts, without the command's own name
		stdout, _, _ = strings.Cut(strings.TrimPrefix(stdout, filepath.Base(s.version()[0])+" "), "\n")
		stdout = strings.TrimSpace(stdout) + "\n"
	}
	if stdout != about.GetVersion()+"\n" {
		return fmt.Errorf("the version command prints %q, Describe says %q", stdout, about.GetVersion())
	}
	return nil
}

// checkByHand wants the plugin to say on stderr what it is when there is no host, and to fail.
func checkByHand(ctx context.Context, s Subject) error {
	stdout, stderr, err := s.runAlone(ctx, s.Command)
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || !exit.Exited() {
		return fmt.Errorf("run by hand: %v, want a failing exit status", err)
	}
	if stdout != "" || stderr == "" {
		return fmt.Errorf("run by hand: stdout %q, stderr %q", stdout, stderr)
	}
	return nil
}

// runAlone runs a command of the plugin's without a host and returns what it wrote.
func (s Subject) runAlone(ctx context.Context, command []string) (stdout, stderr string, err error) {
	ctx, cancel := context.WithTimeout(ctx, aloneLimit)
	defer cancel()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.Dir, &out, &errs
	cmd.Env = append(cmd.Environ(), s.Env...)
	err = cmd.Run()
	return out.String(), errs.String(), err
}

// checkStdout wants nothing on stdout but the handshake: anything else is lost, or mistaken for it.
func checkStdout(ctx context.Context, s Subject) error {
	p, err := Start(s)
	if err != nil {
		return err
	}
	defer p.Close()
	for _, content := range [][]byte{s.Good(), garbage} {
		if _, err := loadBytes(ctx, p, content, &proto.LoadRequest{}); err != nil {
			return err
		}
	}
	p.Close()
	handshake, rest, _ := strings.Cut(p.process.copied.String(), "\n")
	if rest += p.synced.String(); rest != "" {
		return fmt.Errorf("after the handshake %q it printed %q", handshake, rest)
	}
	return nil
}

// checkShutdown wants the process to go when the host asks it to.
func checkShutdown(ctx context.Context, s Subject) error {
	p, err := Start(s)
	if err != nil {
		return err
	}
	defer p.Close()
	if _, err := p.Describe(ctx, &proto.DescribeRequest{}); err != nil {
		return fmt.Errorf("describe: %w", err)
	}
	begin := time.Now()
	p.Close()
	if took := time.Since(begin); p.process.killed.Load() || took > shutdownLimit {
		return fmt.Errorf("it was still there %v after Shutdown", took.Round(time.Millisecond))
	}
	return nil
}

// checkSurvives wants thousands of loads to leave no descriptor and no memory behind.
func checkSurvives(ctx context.Context, s Subject) error {
	loads := s.Loads
	if loads == 0 {
		loads = DefaultLoads
	}
	p, err := Start(s)
	if err != nil {
		return err
	}
	defer p.Close()
	var before usage
	for i := range warmUpLoads + loads {
		if i == warmUpLoads {
			if before, err = p.usage(); err != nil {
				return err
			}
		}
		if _, err := loadBytes(ctx, p, s.Good(), &proto.LoadRequest{}); err != nil {
			return fmt.Errorf("load %d: %w", i+1, err)
		}
	}
	after, err := p.usage()
	switch {
	case err != nil:
		return err
	case after.descriptors > before.descriptors+descriptorNoise:
		return fmt.Errorf("%d descriptors after %d loads, %d after %d", before.descriptors, warmUpLoads,
			after.descriptors, warmUpLoads+loads)
	case after.memory > before.memory+memoryNoise:
		return fmt.Errorf("%d KiB of memory after %d loads, %d KiB after %d", before.memory>>10, warmUpLoads,
			after.memory>>10, warmUpLoads+loads)
	}
	return nil
}

// usage is what a process holds.
type usage struct {
	descriptors int
	memory      int // bytes that are resident
}

// usage reads what the plugin's process holds.
func (p *Plugin) usage() (usage, error) {
	proc := "/proc/" + p.process.ID()
	entries, err := os.ReadDir(proc + "/fd")
	if err != nil {
		return usage{}, err
	}
	text, err := os.ReadFile(proc + "/statm")
	if err != nil {
		return usage{}, err
	}
	var size, resident int
	if _, err := fmt.Sscan(string(text), &size, &resident); err != nil {
		return usage{}, fmt.Errorf("%s/statm: %w", proc, err)
	}
	return usage{len(entries), resident * os.Getpagesize()}, nil
}
