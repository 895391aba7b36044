package host

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"difftest/plugins/loaderplugin"
	"difftest/plugins/proto"
)

// fakeArg makes the test binary a plugin that misbehaves as the argument behind it says. Fakes test the host; no result
// of theirs is a result about a loader.
const fakeArg = "__fake"

// checkFakePrefix begins the modes of fakes that do load, and break one rule: the one that their name says. "none"
// breaks none.
const checkFakePrefix = "rule-"

// fakeMain is the main function of a fake plugin. It does not return.
func fakeMain(mode string) {
	if fault, ok := strings.CutPrefix(mode, checkFakePrefix); ok {
		serveCheckFake(fault)
	}
	switch mode {
	case "garbage":
		fmt.Println("this is no handshake")
		time.Sleep(time.Minute)
	case "longline":
		fmt.Println(strings.Repeat("x", 1<<20))
		time.Sleep(time.Minute)
	case "silent":
		time.Sleep(time.Minute)
	case "exits":
		fmt.Fprintln(os.Stderr, "cannot find my library")
		os.Exit(3)
	case "spam": // a long line once the handshake is done
		go func() {
			for {
				time.Sleep(10 * time.Millisecond)
				fmt.Println(strings.Repeat("y", 1<<20))
			}
		}()
	case "grandchild": // holds stderr and stdout when the plugin is gone
		cmd := exec.Command("sleep", "600")
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if err := cmd.Start(); err != nil {
			panic(err)
		}
	case "stays": // never answers Shutdown: it is stopped before it could
		go func() {
			time.Sleep(500 * time.Millisecond) // after Describe and a quick load
			_ = syscall.Kill(os.Getpid(), syscall.SIGSTOP)
		}()
	}
	loaderplugin.Serve(fake{mode, new(int)})
}

// fake is a plugin that answers as its mode says.
type fake struct {
	mode  string
	loads *int // so far
}

// Describe implements loaderplugin.Loader.
func (f fake) Describe() *proto.DescribeResponse {
	resp := &proto.DescribeResponse{
		Loader: f.mode, Version: "1.0",
		Capabilities: []proto.Capability{proto.Capability_CAPABILITY_PROGRAM_SELECTION},
	}
	switch f.mode {
	case "noversion":
		resp.Version = ""
	case "misnamed":
		resp.Loader = "someone-else"
	case "overclaims":
		resp.Capabilities = append(resp.Capabilities, proto.Capability_CAPABILITY_GLOBALS)
	}
	return resp
}

// Load implements loaderplugin.Loader.
func (f fake) Load(_ context.Context, req *proto.LoadRequest) (*proto.LoadResponse, error) {
	*f.loads++
	if resp := hostile(f.mode); resp != nil {
		return resp, nil
	}
	switch f.mode {
	case "moody": // likes every other object
		if *f.loads%2 == 0 {
			return rejection("not today"), nil
		}
	case "crash":
		_, _ = syscall.Write(2, []byte("assertion failed: x > 0\n")) // as C does: past go-plugin
		os.Exit(134)
	case "hang":
		select {}
	case "holds":
		holdMap()
		select {}
	case "late":
		time.Sleep(5 * time.Second)
	case "error":
		return nil, errors.New("the plugin has a bug")
	case "noanswer":
		return &proto.LoadResponse{}, nil
	case "nocall":
		return &proto.LoadResponse{Outcome: &proto.LoadResponse_Rejected{Rejected: &proto.Rejected{}}}, nil
	case "unsupported":
		return &proto.LoadResponse{Outcome: &proto.LoadResponse_Unsupported{
			Unsupported: &proto.Unsupported{Message: "no such thing here"},
		}}, nil
	case "liar":
		return &proto.LoadResponse{Outcome: &proto.LoadResponse_Loaded{Loaded: &proto.Loaded{
			Programs: []*proto.Named{{Name: "ghost", Id: 4_000_000_000}}, Maps: []*proto.Named{{Name: "ghost", Id: 4_000_000_000}},
		}}}, nil
	case "pins":
		if err := os.Mkdir("/sys/fs/bpf/left-behind", 0o700); err != nil {
			return nil, err
		}
	case "rejects":
		return rejection("do not like it"), nil
	}
	return &proto.LoadResponse{Outcome: &proto.LoadResponse_Loaded{Loaded: &proto.Loaded{}}}, nil
}

func rejection(message string) *proto.LoadResponse {
	return &proto.LoadResponse{Outcome: &proto.LoadResponse_Rejected{Rejected: &proto.Rejected{
		Call: proto.Call_CALL_OPEN, Errno: 22, Message: message,
	}}}
}
