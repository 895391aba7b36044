package plugintest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"difftest/plugins/proto"
)

// loadLimit is the time that one load may take. The objects here are small.
const loadLimit = 30 * time.Second

// garbage is no object.
var garbage = bytes.Repeat([]byte("garbage\n"), 512)

// The names of what good.o holds, and a variable that can be set.
const (
	goodProgram  = "pass"
	otherProgram = "cut"
	goodMap      = "hits"
	goodVariable = "limit"
)

// checkLoads wants the good object to be loaded and what it holds to be named.
func checkLoads(ctx context.Context, s Subject) error {
	return withPlugin(ctx, s, func(p *Plugin, _ *proto.DescribeResponse) error {
		programs, maps, err := loadGood(ctx, p, &proto.LoadRequest{})
		if err != nil {
			return err
		}
		if s.CommandLine && len(programs)+len(maps) == 0 { // what it loads the boundary shows
			return nil
		}
		for _, name := range s.names() {
			if !slices.Contains(programs, name) {
				return fmt.Errorf("programs %q, want %s among them", programs, name)
			}
		}
		if !slices.Contains(maps, goodMap) {
			return fmt.Errorf("maps %q, want %s among them", maps, goodMap)
		}
		return nil
	})
}

// names are the programs of the good object.
func (s Subject) names() []string {
	if s.CommandLine {
		return []string{goodProgram}
	}
	return []string{goodProgram, otherProgram}
}

// checkRefuses wants what is no object to be rejected with a call and a message, and the plugin to load the good
// object afterwards.
func checkRefuses(ctx context.Context, s Subject) error {
	bad := []struct {
		name    string
		content []byte
	}{{"garbage", garbage}, {"an empty file", nil}, {"half an object", s.Good()[:len(s.Good())/2]}}
	return withPlugin(ctx, s, func(p *Plugin, _ *proto.DescribeResponse) error {
		for _, b := range bad {
			resp, err := loadBytes(ctx, p, b.content, &proto.LoadRequest{})
			if err := wantRejected(resp, err); err != nil {
				return fmt.Errorf("%s: %w", b.name, err)
			}
		}
		resp, err := p.Load(ctx, &proto.LoadRequest{ObjectPath: "/nonexistent/object.o"})
		if err := wantRejected(resp, err); err != nil {
			return fmt.Errorf("no file: %w", err)
		}
		_, _, err = loadGood(ctx, p, &proto.LoadRequest{})
		return err
	})
}

// wantRejected returns what is wrong with the answer to an object that no loader loads.
func wantRejected(resp *proto.LoadResponse, err error) error {
	if err != nil {
		return err
	}
	answer := resp.GetRejected()
	if answer == nil || answer.GetCall() == proto.Call_CALL_UNSPECIFIED || answer.GetMessage() == "" ||
		answer.GetErrno() < 0 {
		return fmt.Errorf("answered %v, want rejected with a call, a message and no negative errno", resp)
	}
	return nil
}

// checkSelects wants a plugin that can load single programs to do so, and one that can set variables to do that.
func checkSelects(ctx context.Context, s Subject) error {
	return withPlugin(ctx, s, func(p *Plugin, about *proto.DescribeResponse) error {
		if slices.Contains(about.GetCapabilities(), proto.Capability_CAPABILITY_PROGRAM_SELECTION) {
			programs, _, err := loadGood(ctx, p, &proto.LoadRequest{Programs: []string{goodProgram}})
			if err != nil {
				return err
			}
			if !slices.Equal(programs, []string{goodProgram}) {
				return fmt.Errorf("asked for %s, loaded %q", goodProgram, programs)
			}
		}
		if slices.Contains(about.GetCapabilities(), proto.Capability_CAPABILITY_GLOBALS) {
			globals := map[string][]byte{goodVariable: {7, 0, 0, 0}}
			_, _, err := loadGood(ctx, p, &proto.LoadRequest{Globals: globals})
			return err
		}
		return nil
	})
}

// checkLacks wants a request for what the plugin does not offer to be answered with Unsupported, never ignored.
func checkLacks(ctx context.Context, s Subject) error {
	requests := map[proto.Capability]*proto.LoadRequest{
		proto.Capability_CAPABILITY_PROGRAM_SELECTION: {Programs: []string{goodProgram}},
		proto.Capability_CAPABILITY_TARGET_BTF:        {TargetBtfPath: "/sys/kernel/btf/vmlinux"},
		proto.Capability_CAPABILITY_KCONFIG_TEXT:      {Kconfig: "CONFIG_BPF=y\n"},
		proto.Capability_CAPABILITY_PIN_PATH:          {PinPath: "/sys/fs/bpf/difftest"},
		proto.Capability_CAPABILITY_GLOBALS:           {Globals: map[string][]byte{goodVariable: {7, 0, 0, 0}}},
	}
	return withPlugin(ctx, s, func(p *Plugin, about *proto.DescribeResponse) error {
		for capability, req := range requests {
			if slices.Contains(about.GetCapabilities(), capability) {
				continue
			}
			resp, err := loadBytes(ctx, p, p.subject.Good(), req)
			if err != nil {
				return err
			}
			if answer := resp.GetUnsupported(); answer == nil || answer.GetCapability() != capability {
				return fmt.Errorf("asked for %v, which it does not offer, it answered %v", capability, resp)
			}
		}
		return nil
	})
}

// withPlugin calls f with a started plugin and its description.
func withPlugin(ctx context.Context, s Subject, f func(*Plugin, *proto.DescribeResponse) error) error {
	p, err := Start(s)
	if err != nil {
		return err
	}
	defer p.Close()
	about, err := p.Describe(ctx, &proto.DescribeRequest{})
	if err != nil {
		return fmt.Errorf("describe: %w", err)
	}
	return f(p, about)
}

// loadGood loads the good object and returns the names of what was loaded.
func loadGood(ctx context.Context, p *Plugin, req *proto.LoadRequest) (programs, maps []string, err error) {
	resp, err := loadBytes(ctx, p, p.subject.Good(), req)
	if err != nil {
		return nil, nil, err
	}
	loaded := resp.GetLoaded()
	if loaded == nil {
		return nil, nil, fmt.Errorf("answered %v for an object that every loader loads", resp)
	}
	for _, named := range loaded.GetPrograms() {
		programs = append(programs, named.GetName())
	}
	for _, named := range loaded.GetMaps() {
		maps = append(maps, named.GetName())
	}
	return programs, maps, nil
}

// loadBytes has the plugin load content from a file that exists during the call.
func loadBytes(ctx context.Context, p *Plugin, content []byte, req *proto.LoadRequest) (*proto.LoadResponse, error) {
	dir, err := os.MkdirTemp("", "plugintest")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	req.ObjectPath = filepath.Join(dir, "object.o")
	if err := os.WriteFile(req.ObjectPath, content, 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, loadLimit)
	defer cancel()
	resp, err := p.Load(ctx, req)
	if err != nil {
		return nil, fmt.Errorf("load: %w", err)
	}
	return resp, nil
}
