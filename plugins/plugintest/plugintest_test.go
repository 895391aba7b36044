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
	"syscall"
	"testing"
	"time"

	"difftest/internal/bpftest"
	"difftest/plugins/loaderplugin"
	"difftest/plugins/proto"
)

// asPlugin as first argument makes the test binary a plugin that is in order except for the fault in the second.
const asPlugin = "as-plugin"

func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == asPlugin {
		os.Args = os.Args[2:]
		servePlugin(os.Args[0])
	}
	os.Exit(m.Run())
}

// servePlugin is the main function of a plugin with a fault. It does not return.
func servePlugin(fault string) {
	byHand := os.Getenv(loaderplugin.Handshake.MagicCookieKey) == ""
	switch {
	case fault == "silent" && byHand && len(os.Args) == 1:
		os.Exit(1)
	case fault == "lingers" && !byHand:
		cmd := exec.Command("/proc/self/exe", asPlugin, "none")
		cmd.Stdout = os.Stdout
		_ = cmd.Run()
		time.Sleep(shutdownLimit + 200*time.Millisecond)
		os.Exit(0)
	}
	loaderplugin.Serve(fake{fault})
}

// TestPlugins holds the plugins of this repository to the checks, where they are built.
func TestPlugins(t *testing.T) {
	bpftest.Require(t)
	t.Parallel()
	programs := map[string]string{
		"cilium-ebpf": "../bin/native",
		"libbpf":      "../target/release/libbpf-shim",
		"aya":         "../target/release/aya-shim",
		"rbpf":        "../target/release/rbpf-shim",
	}
	for name, program := range programs {
		t.Run(name, func(t *testing.T) {
			program, err := filepath.Abs(program)
			if err != nil {
				t.Fatal(err)
			}
			_, err = os.Stat(program)
			switch {
			case err == nil:
				Run(t, Subject{Command: []string{program}})
			case os.Getenv("REQUIRE_BPF") == "1":
				t.Errorf("build the plugins first: %v", err)
			default:
				t.Logf("not built: %v", err)
			}
		})
	}
}

// TestFaults shows for each fault that the check meant for it, and no other, finds it.
func TestFaults(t *testing.T) {
	t.Parallel()
	tests := []struct{ fault, check string }{
		{"none", ""},
		{"no-version", "version"},
		{"silent", "by-hand"},
		{"forgets-a-map", "loads"},
		{"accepts-garbage", "refuses"},
		{"ignores-selection", "selects"},
		{"ignores-kconfig", "says-what-it-lacks"},
		{"prints", "clean-stdout"},
		{"lingers", "shutdown"},
		{"leaks", "survives"},
		{"grows", "survives"},
	}
	for _, test := range tests {
		t.Run(test.fault, func(t *testing.T) {
			t.Parallel()
			var found []string
			for _, check := range Checks() {
				if err := check.Do(t.Context(), Subject{Command: []string{os.Args[0], asPlugin, test.fault}}); err != nil {
					t.Log(check.Name, err)
					found = append(found, check.Name)
				}
			}
			if got := strings.Join(found, " "); got != test.check {
				t.Errorf("found by %q, want %q", got, test.check)
			}
		})
	}
}

// fake is a plugin that loads nothing and has one fault.
type fake struct{ fault string }

func (f fake) Describe() *proto.DescribeResponse {
	about := &proto.DescribeResponse{Loader: "fake", Version: "1", Capabilities: []proto.Capability{
		proto.Capability_CAPABILITY_PROGRAM_SELECTION,
	}}
	if f.fault == "no-version" {
		about.Version = ""
	}
	return about
}

func (f fake) Load(_ context.Context, req *proto.LoadRequest) (*proto.LoadResponse, error) {
	content, err := os.ReadFile(req.GetObjectPath())
	f.misbehave()
	switch {
	case f.fault != "ignores-kconfig" && req.GetKconfig() != "":
		return lacks(proto.Capability_CAPABILITY_KCONFIG_TEXT), nil
	case req.GetTargetBtfPath() != "":
		return lacks(proto.Capability_CAPABILITY_TARGET_BTF), nil
	case req.GetPinPath() != "":
		return lacks(proto.Capability_CAPABILITY_PIN_PATH), nil
	case len(req.GetGlobals()) > 0:
		return lacks(proto.Capability_CAPABILITY_GLOBALS), nil
	case f.fault != "accepts-garbage" && !bytes.Equal(content, good):
		return refuse(err), nil
	}
	return f.load(req), nil
}

// hoard is what the plugin that grows never gives back.
var hoard [][]byte

// misbehave does what some faults do during a load.
func (f fake) misbehave() {
	switch f.fault {
	case "prints":
		fmt.Println("loading")
		_, _ = syscall.Write(1, []byte("loading\n"))
	case "leaks":
		_, _ = syscall.Dup(0)
	case "grows":
		hoard = append(hoard, bytes.Repeat([]byte{1}, 256<<10))
	}
}

// load answers as if the good object had been loaded.
func (f fake) load(req *proto.LoadRequest) *proto.LoadResponse {
	programs := req.GetPrograms()
	if len(programs) == 0 || f.fault == "ignores-selection" {
		programs = []string{goodProgram, otherProgram}
	}
	loaded := &proto.Loaded{}
	for _, name := range programs {
		loaded.Programs = append(loaded.Programs, &proto.Named{Name: name})
	}
	if f.fault != "forgets-a-map" {
		loaded.Maps = append(loaded.Maps, &proto.Named{Name: goodMap})
	}
	return &proto.LoadResponse{Outcome: &proto.LoadResponse_Loaded{Loaded: loaded}}
}

func refuse(err error) *proto.LoadResponse {
	if err == nil {
		err = errors.New("no object")
	}
	rejected := &proto.Rejected{Call: proto.Call_CALL_OPEN, Message: err.Error()}
	return &proto.LoadResponse{Outcome: &proto.LoadResponse_Rejected{Rejected: rejected}}
}

func lacks(capability proto.Capability) *proto.LoadResponse {
	unsupported := &proto.Unsupported{Capability: capability, Message: "not there"}
	return &proto.LoadResponse{Outcome: &proto.LoadResponse_Unsupported{Unsupported: unsupported}}
}
