//go:build !linux

package host

import (
	"errors"

	"difftest/plugins/plugintest"
)

// A checker holds one plugin to the contract, on Linux.
type checker struct {
	reg     Registration
	subject plugintest.Subject
}

// newChecker fails: only Linux has the boundary at which a plugin is observed.
func newChecker(Registration, int) (*checker, error) {
	return nil, errors.New("check: plugins are observed at bpf(2), which needs Linux")
}

func (*checker) close() {}

func (*checker) checks() []plugintest.Check { return nil }
