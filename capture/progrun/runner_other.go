//go:build !linux

package progrun

import (
	"context"
	"errors"

	"difftest/capture"
	"difftest/uapi"
)

// errNotLinux is every answer of this package elsewhere.
var errNotLinux = errors.New("programs run only on Linux")

// A Runner runs programs. There is none outside Linux.
type Runner struct{}

// Start fails.
func Start(context.Context, string, Limits) (*Runner, error) { return nil, errNotLinux }

// Run fails.
func (*Runner) Run(uapi.FD, Input) (capture.Run, error) { return capture.Run{}, errNotLinux }

// Close does nothing.
func (*Runner) Close() error { return nil }

// Main is the main function of a runner process. It fails.
func Main() int { return 1 }
