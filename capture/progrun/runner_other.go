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

// A Map is a map whose contents are watched while programs run.
type Map struct {
	Name   string
	FD     int
	Before capture.MapState // what it held when the watch began
}

// Start fails.
func Start(context.Context, string, Limits) (*Runner, error) { return nil, errNotLinux }

// Watch does nothing.
func (*Runner) Watch([]Map, int) {}

// Forget does nothing.
func (*Runner) Forget() {}

// Unwatched returns nothing.
func (*Runner) Unwatched() map[string]string { return nil }

// Run fails.
func (*Runner) Run(uapi.FD, *Method, []capture.Input) []capture.Run { return nil }

// Close does nothing.
func (*Runner) Close() error { return nil }

// Main is the main function of a runner process. It fails.
func Main() int { return 1 }
