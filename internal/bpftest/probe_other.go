//go:build !linux

package bpftest

import "errors"

// probe fails: bpf(2) is Linux's.
func probe() error { return errors.New("not Linux") }
