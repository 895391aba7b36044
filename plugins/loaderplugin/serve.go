package loaderplugin

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"sync"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"difftest/plugins/proto"
)

// A Loader drives one loader library.
type Loader interface {
	// Describe says what the plugin drives. It makes no bpf(2) call.
	Describe() *proto.DescribeResponse

	// Load handles one object. Calls never overlap. Whatever the library says of the object is an answer; an error
	// means that the plugin itself broke. Load may release what it created before it returns.
	Load(ctx context.Context, req *proto.LoadRequest) (*proto.LoadResponse, error)
}

// A Runner is a Loader without a kernel underneath, which says so in Describe and puts a Report in its answers. The host
// asks it for runs of the programs that it loaded last.
type Runner interface {
	Loader

	// Run runs a program once. An error means that the plugin itself broke.
	Run(ctx context.Context, req *proto.RunRequest) (*proto.RunResponse, error)
}

// exitUsage is the exit status of a plugin that was started by hand.
const exitUsage = 2

// Serve is the whole main function of a plugin: it answers --version with the library's version, tells someone who runs
// the plugin by hand what it is, and else serves l until the host shuts it down. It does not return.
func Serve(l Loader) {
	os.Exit(serve(l, os.Args[1:], os.Stdout, os.Stderr))
}

// serve does what Serve says and returns the exit status.
func serve(l Loader, args []string, stdout, stderr io.Writer) int {
	about := l.Describe()
	if len(args) > 0 && args[0] == "--version" {
		fmt.Fprintln(stdout, about.GetVersion())
		return 0
	}
	if os.Getenv(Handshake.MagicCookieKey) != Handshake.MagicCookieValue {
		fmt.Fprintf(stderr, "This is the difftest plugin for the loader %s %s. difftest starts it; run by hand it only"+
			" answers --version.\nTo load one object through it: difftest load OBJECT --loader %[1]s --no-capture\n",
			about.GetLoader(), about.GetVersion())
		return exitUsage
	}
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: Handshake,
		Plugins:         plugin.PluginSet{Name: &service{server: &server{loader: l}}},
		GRPCServer:      newGRPCServer,
		Logger:          hclog.NewNullLogger(),
	})
	return 0
}

// newGRPCServer returns a server without the limit of 4 MiB on what it receives.
func newGRPCServer(opts []grpc.ServerOption) *grpc.Server {
	return grpc.NewServer(append(opts, grpc.MaxRecvMsgSize(math.MaxInt32), grpc.MaxSendMsgSize(math.MaxInt32))...)
}

// server turns a Loader into the service of the contract.
type server struct {
	proto.UnimplementedLoaderServer
	mu     sync.Mutex // held during Load and Run
	loader Loader
}

// Describe implements the contract.
func (s *server) Describe(context.Context, *proto.DescribeRequest) (*proto.DescribeResponse, error) {
	return s.loader.Describe(), nil
}

// Load implements the contract: one load at a time.
func (s *server) Load(ctx context.Context, req *proto.LoadRequest) (*proto.LoadResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.loader.Load(ctx, req)
}

// Run implements the contract: of a loader that is no Runner the host asks for none.
func (s *server) Run(ctx context.Context, req *proto.RunRequest) (*proto.RunResponse, error) {
	runner, ok := s.loader.(Runner)
	if !ok {
		return s.UnimplementedLoaderServer.Run(ctx, req)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return runner.Run(ctx, req)
}
