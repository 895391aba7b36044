//go:build !linux

package uapi

import "errors"

// call fails: there is no bpf(2) here.
func call(attribute) (int, error) { return -1, errors.ErrUnsupported }
