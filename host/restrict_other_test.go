//go:build !linux

package host

import "difftest/plugins/proto"

// restrict is for scripts that record, which need Linux.
func restrict(string) {}

// holdMap is for tests that record, which need Linux.
func holdMap() {}

// serveCheckFake is for tests that record, which need Linux.
func serveCheckFake(string) {}

// hostile is for tests that record, which need Linux.
func hostile(string) *proto.LoadResponse { return nil }
