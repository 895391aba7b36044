// Package loaderplugin is the Go side of the contract in plugins/proto. The host takes ClientConfig and Client from it
// to talk to a plugin in any language; the author of a Go plugin implements Loader and calls Serve in main. It starts
// no process and observes nothing.
package loaderplugin

import (
	"context"
	"fmt"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"difftest/plugins/proto"
)

// Name is the name of the one service that a plugin offers, in go-plugin's map of plugins.
const Name = "loader"

// MaxAnswer is the size of the largest answer that the host takes, in bytes: four times the longest verifier log.
const MaxAnswer = 64 << 20

// Handshake is what host and plugin agree on before they talk. A plugin that is started without the cookie was started
// by hand.
var Handshake = plugin.HandshakeConfig{
	ProtocolVersion:  1,
	MagicCookieKey:   "DIFFTEST_PLUGIN",
	MagicCookieValue: "loader-v1",
}

// ClientConfig returns the host's configuration of a plugin without what starts it: the caller sets either Cmd, or
// RunnerFunc, whose command then has nothing but the environment to start the plugin with. An answer over MaxAnswer is an
// error, and nothing is logged.
func ClientConfig() *plugin.ClientConfig {
	return &plugin.ClientConfig{
		HandshakeConfig:  Handshake,
		Plugins:          plugin.PluginSet{Name: &service{}},
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		GRPCDialOptions:  []grpc.DialOption{grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(MaxAnswer))},
		Logger:           hclog.NewNullLogger(),
	}
}

// Client starts the plugin that c stands for, if that has not happened yet, and returns the service it offers. After an
// error the caller still has to kill c.
func Client(c *plugin.Client) (proto.LoaderClient, error) {
	conn, err := c.Client()
	if err != nil {
		return nil, fmt.Errorf("start: %w", err)
	}
	raw, err := conn.Dispense(Name)
	if err != nil {
		return nil, fmt.Errorf("dispense: %w", err)
	}
	return raw.(proto.LoaderClient), nil
}

// service is both ends of the contract as go-plugin wants them. It does not use go-plugin's broker.
type service struct {
	plugin.NetRPCUnsupportedPlugin
	server proto.LoaderServer // the plugin's end; nil in the host
}

// GRPCServer offers the service in the plugin.
func (s *service) GRPCServer(_ *plugin.GRPCBroker, server *grpc.Server) error {
	proto.RegisterLoaderServer(server, s.server)
	return nil
}

// GRPCClient returns a proto.LoaderClient for the host.
func (*service) GRPCClient(_ context.Context, _ *plugin.GRPCBroker, conn *grpc.ClientConn) (any, error) {
	return proto.NewLoaderClient(conn), nil
}
