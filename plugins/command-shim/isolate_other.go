//go:build !linux

package main

import "os/exec"

// isolate does nothing: only Linux has namespaces.
func isolate(*exec.Cmd) {}
