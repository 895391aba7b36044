package loaderplugin

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/go-plugin"

	"difftest/plugins/proto"
)

// TestMain makes the test binary a plugin where the host's cookie is set.
func TestMain(m *testing.M) {
	if os.Getenv(Handshake.MagicCookieKey) == Handshake.MagicCookieValue {
		Serve(&fake{})
	}
	os.Exit(m.Run())
}

// fake answers with what the object's path asks for.
type fake struct{ loading atomic.Int32 }

func (*fake) Describe() *proto.DescribeResponse {
	return &proto.DescribeResponse{Loader: "fake", Version: "1.2.3"}
}

func (f *fake) Load(_ context.Context, req *proto.LoadRequest) (*proto.LoadResponse, error) {
	if f.loading.Add(1) != 1 {
		return nil, errors.New("two loads at a time")
	}
	defer f.loading.Add(-1)
	message := ""
	Own(func() { message = req.GetObjectPath() })
	switch message {
	case "broken":
		return nil, errors.New("the plugin broke")
	case "slow":
		time.Sleep(20 * time.Millisecond)
	}
	rejected := &proto.Rejected{Call: proto.Call_CALL_LOAD, Errno: 22, Message: message}
	return &proto.LoadResponse{Outcome: &proto.LoadResponse_Rejected{Rejected: rejected}}, nil
}

// Run returns the length of the packet: the fake is a Runner, too.
func (f *fake) Run(_ context.Context, req *proto.RunRequest) (*proto.RunResponse, error) {
	done := &proto.Done{Retval: uint32(len(req.GetData()))}
	return &proto.RunResponse{Outcome: &proto.RunResponse_Done{Done: done}}, nil
}

// start returns a client of this binary as a plugin.
func start(t *testing.T) (*plugin.Client, proto.LoaderClient) {
	t.Helper()
	config := ClientConfig()
	config.Cmd = exec.Command(os.Args[0])
	client := plugin.NewClient(config)
	t.Cleanup(client.Kill)
	loader, err := Client(client)
	if err != nil {
		t.Fatal(err)
	}
	return client, loader
}

func TestRoundTrip(t *testing.T) {
	_, loader := start(t)
	about, err := loader.Describe(t.Context(), &proto.DescribeRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if about.GetLoader() != "fake" || about.GetVersion() != "1.2.3" {
		t.Errorf("describes itself as %v", about)
	}
	resp, err := loader.Load(t.Context(), &proto.LoadRequest{ObjectPath: "/x.o"})
	if err != nil {
		t.Fatal(err)
	}
	if got := resp.GetRejected(); got.GetErrno() != 22 || got.GetMessage() != "/x.o" {
		t.Errorf("Load = %v", resp)
	}
	if _, err := loader.Load(t.Context(), &proto.LoadRequest{ObjectPath: "broken"}); err == nil {
		t.Error("an error of the plugin arrived as an answer")
	}
}

// TestRun asks for a run, of a Runner and of a Loader that is none.
func TestRun(t *testing.T) {
	_, loader := start(t)
	resp, err := loader.Run(t.Context(), &proto.RunRequest{Program: "p", Data: []byte("packet")})
	if err != nil || resp.GetDone().GetRetval() != 6 {
		t.Errorf("Run = %v, %v", resp, err)
	}
	if resp, err := (&server{loader: struct{ Loader }{&fake{}}}).Run(t.Context(), &proto.RunRequest{}); err == nil {
		t.Errorf("a loader that runs nothing answers %v", resp)
	}
}

// TestBigMessages sends and receives more than the 4 MiB that gRPC allows on its own.
func TestBigMessages(t *testing.T) {
	_, loader := start(t)
	path := strings.Repeat("x", 20<<20)
	resp, err := loader.Load(t.Context(), &proto.LoadRequest{ObjectPath: path})
	if err != nil {
		t.Fatal(err)
	}
	if got := len(resp.GetRejected().GetMessage()); got != len(path) {
		t.Errorf("got %d bytes back, want %d", got, len(path))
	}
}

func TestLoadsDoNotOverlap(t *testing.T) {
	_, loader := start(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if _, err := loader.Load(t.Context(), &proto.LoadRequest{ObjectPath: "slow"}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestShutdownIsPrompt(t *testing.T) {
	client, _ := start(t)
	begin := time.Now()
	client.Kill()
	if took := time.Since(begin); took > time.Second {
		t.Errorf("shutdown took %v", took)
	}
}

func TestByHand(t *testing.T) {
	tests := []struct {
		name           string
		args           []string
		status         int
		stdout, stderr string
	}{
		{"version", []string{"--version"}, 0, "1.2.3\n", ""},
		{"nothing", nil, exitUsage, "", "the loader fake 1.2.3"},
		{"argument", []string{"x.o"}, exitUsage, "", "difftest load OBJECT --loader fake"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if got := serve(&fake{}, test.args, &stdout, &stderr); got != test.status {
				t.Errorf("status %d, want %d", got, test.status)
			}
			if stdout.String() != test.stdout || !strings.Contains(stderr.String(), test.stderr) {
				t.Errorf("stdout %q, stderr %q", stdout.String(), stderr.String())
			}
		})
	}
}
