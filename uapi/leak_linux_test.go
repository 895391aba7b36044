package uapi

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain fails the package if its tests leave BPF descriptors open.
func TestMain(m *testing.M) {
	code := m.Run()
	left, err := openBPF()
	if code == 0 && (err != nil || len(left) > 0) {
		fmt.Fprintf(os.Stderr, "descriptors left open: %v (%v)\n", left, err)
		code = 1
	}
	os.Exit(code)
}

// openBPF lists this process's descriptors of BPF objects as /proc shows them.
func openBPF() ([]string, error) {
	paths, err := filepath.Glob("/proc/self/fd/*")
	if err != nil {
		return nil, err
	}
	var left []string
	for _, path := range paths {
		target, err := os.Readlink(path)
		if err == nil && (strings.HasPrefix(target, "anon_inode:bpf") || target == "anon_inode:btf") {
			left = append(left, target)
		}
	}
	return left, nil
}
