package host

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/hashicorp/go-plugin/runner"
	"google.golang.org/grpc"

	"difftest/plugins/plugintest"
	"difftest/plugins/proto"
)

// A checker holds one plugin to the contract.
type checker struct {
	reg     Registration
	subject plugintest.Subject
	backend *kernelBackend
	dir     string // of the objects
}

// newChecker prepares the checks. The caller closes it.
func newChecker(reg Registration, loads int) (*checker, error) {
	back, _, err := openBackend(recordSettings{limit: checkLimit})
	if err != nil {
		return nil, err
	}
	if _, err := reg.Digest(); err != nil {
		return nil, err
	}
	commandLine := len(reg.Command) > 0
	dir, err := checkFolder(commandLine)
	if err != nil {
		return nil, err
	}
	c := &checker{reg: reg, backend: back.(*kernelBackend), dir: dir}
	c.subject = plugintest.Subject{
		Command: append([]string{reg.Program()}, reg.Run[1:]...), CommandLine: commandLine, Loads: loads,
		Dir: reg.workDir(), Env: reg.environ(),
		Observe: func() plugintest.Observer { return &observer{plug: &plug{reg: reg, stderr: newTail(maxStderr)}} },
	}
	if len(reg.Version) > 0 {
		c.subject.Version = append([]string{reg.resolve(reg.Version[0])}, reg.Version[1:]...)
	}
	return c, nil
}

func (c *checker) close() { _ = os.RemoveAll(c.dir) }

// checkLimit is the time that one load of a check may take.
const checkLimit = 30 * time.Second

// checks are those that every plugin must pass and, before the last and longest of them, those that only the boundary
// shows.
func (c *checker) checks() []plugintest.Check {
	checks := plugintest.Checks()
	last := checks[len(checks)-1]
	checks = append(checks[:len(checks)-1],
		plugintest.Check{Name: "registration", Do: c.checkRegistration},
		plugintest.Check{Name: "claims", Do: c.checkClaims},
		plugintest.Check{Name: "stage", Do: c.checkStage},
		plugintest.Check{Name: "outside", Do: c.checkOutside},
		plugintest.Check{Name: "leaves-nothing", Do: c.checkLeaves},
		plugintest.Check{Name: "agrees-with-itself", Do: c.checkAgrees},
	)
	return append(checks, last)
}

// observer starts a plugin under the tracer.
type observer struct{ plug *plug }

// Runner implements plugintest.Observer.
func (o *observer) Runner(env []string) (runner.Runner, error) {
	return &tracedRunner{plug: o.plug, env: append(pluginEnv(), env...)}, nil
}

// Client implements plugintest.Observer.
func (o *observer) Client(c proto.LoaderClient) proto.LoaderClient { return tracedClient{c, o.plug} }

// tracedClient makes each Load one of the tracer's, whose descriptors are not kept and whose pins are removed.
type tracedClient struct {
	proto.LoaderClient
	plug *plug
}

// Load implements proto.LoaderClient.
func (c tracedClient) Load(
	ctx context.Context, req *proto.LoadRequest, opts ...grpc.CallOption,
) (*proto.LoadResponse, error) {
	proc := c.plug.proc.Load()
	traced := proc.Begin()
	defer traced.Close()
	resp, err := c.LoaderClient.Load(ctx, req, opts...)
	proc.End()
	proc.Outside() // dropped here: a check of its own looks at them
	if err != nil {
		if ended := c.plug.ended(); ended != nil {
			return nil, fmt.Errorf("the plugin died: %w", ended)
		}
		return nil, err
	}
	if _, err := proc.TakePins(); err != nil {
		return nil, err
	}
	return resp, nil
}

// recorder returns a recorder for one process of the plugin, which is taken for what it says of itself: whether that is
// what it is registered as is a check of its own.
func (c *checker) recorder(ctx context.Context) (*recorder, error) {
	p, err := plugintest.Start(c.subject)
	if err != nil {
		return nil, err
	}
	about, err := p.Describe(ctx, &proto.DescribeRequest{})
	p.Close()
	if err != nil {
		return nil, fmt.Errorf("describe: %w", err)
	}
	r := &recorder{reg: c.reg, target: c.backend.target, kernel: c.backend.kernel, limit: checkLimit}
	r.reg.Name, r.reg.Capabilities, r.reg.WithoutKernel = about.Loader, nil, about.WithoutKernel
	for _, capability := range about.Capabilities {
		r.reg.Capabilities = append(r.reg.Capabilities, capabilityName(capability))
	}
	return r, r.ensure(ctx)
}

// checkRegistration wants the plugin to be what it is registered as, if it is.
func (c *checker) checkRegistration(ctx context.Context, _ plugintest.Subject) error {
	if c.reg.Name == "" {
		return nil
	}
	p, err := startPlugin(ctx, c.reg, nil)
	if err == nil {
		p.stop()
	}
	return err
}

// object reads one of the objects that checks load.
func (c *checker) object(name string) (*Object, error) {
	objects, problems := collect([]string{filepath.Join(c.dir, name)})
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return objects[0], nil
}

// capabilities of the plugin, as registrations name them.
func (r *recorder) can(capability string) bool {
	return slices.Contains(r.reg.Capabilities, capability)
}
