package plugintest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
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
	// descriptorLoads are enough loads to tell one lost descriptor in a hundred from noise.
	descriptorLoads = 300
	// descriptorNoise is how far two counts may lie apart, since runtimes open descriptors of their own.
	descriptorNoise = 2
)

// checkVersion wants a description, and --version to print the same version and nothing else.
func checkVersion(ctx context.Context, command []string) error {
	p, err := Start(command)
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
	stdout, _, err := runAlone(ctx, append(command[:len(command):len(command)], "--version"))
	if err != nil {
		return fmt.Errorf("--version: %w", err)
	}
	if stdout != about.GetVersion()+"\n" {
		return fmt.Errorf("--version prints %q, Describe says %q", stdout, about.GetVersion())
	}
	return nil
}

// checkByHand wants the plugin to say on stderr what it is when there is no host, and to fail.
func checkByHand(ctx context.Context, command []string) error {
	stdout, stderr, err := runAlone(ctx, command)
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || !exit.Exited() {
		return fmt.Errorf("run by hand: %v, want a failing exit status", err)
	}
	if stdout != "" || stderr == "" {
		return fmt.Errorf("run by hand: stdout %q, stderr %q", stdout, stderr)
	}
	return nil
}

// runAlone runs the plugin without a host and returns what it wrote.
func runAlone(ctx context.Context, command []string) (stdout, stderr string, err error) {
	ctx, cancel := context.WithTimeout(ctx, aloneLimit)
	defer cancel()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	return out.String(), errs.String(), err
}

// checkStdout wants nothing on stdout but the handshake: anything else is lost, or mistaken for it.
func checkStdout(ctx context.Context, command []string) error {
	p, err := Start(command)
	if err != nil {
		return err
	}
	defer p.Close()
	for _, content := range [][]byte{good, garbage} {
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
func checkShutdown(ctx context.Context, command []string) error {
	p, err := Start(command)
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

// checkDescriptors wants hundreds of loads to leave no descriptor behind.
func checkDescriptors(ctx context.Context, command []string) error {
	p, err := Start(command)
	if err != nil {
		return err
	}
	defer p.Close()
	var before int
	for i := range warmUpLoads + descriptorLoads {
		if i == warmUpLoads {
			if before, err = p.descriptors(); err != nil {
				return err
			}
		}
		if _, err := loadBytes(ctx, p, good, &proto.LoadRequest{}); err != nil {
			return fmt.Errorf("load %d: %w", i, err)
		}
	}
	after, err := p.descriptors()
	if err == nil && after > before+descriptorNoise {
		err = fmt.Errorf("%d descriptors after %d loads, %d after %d", before, warmUpLoads, after,
			warmUpLoads+descriptorLoads)
	}
	return err
}

// descriptors counts the open descriptors of the plugin's process.
func (p *Plugin) descriptors() (int, error) {
	entries, err := os.ReadDir("/proc/" + strconv.Itoa(p.process.cmd.Process.Pid) + "/fd")
	return len(entries), err
}
