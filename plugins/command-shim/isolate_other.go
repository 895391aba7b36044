//go:build !linux

package main

import (
	"errors"
	"os"
	"os/exec"
)

// alone is not used: only Linux has namespaces.
const alone = "--alone"

func isolate(*exec.Cmd) {}

func enter([]string) error { return errors.New("no namespaces here") }

func end() { os.Exit(exitUsage) }
