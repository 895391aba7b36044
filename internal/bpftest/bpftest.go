// Package bpftest decides for every test whether it can use bpf(2) on this machine. No other code skips a test.
package bpftest

import (
	"os"
	"testing"
)

// requireEnv is set to 1 where a test that cannot use bpf(2) is a failure, as it is in CI.
const requireEnv = "REQUIRE_BPF"

// Require returns if programs can be loaded here. Else it skips the test, or fails it where REQUIRE_BPF=1.
func Require(t testing.TB) {
	t.Helper()
	err := probe()
	switch {
	case err == nil:
	case os.Getenv(requireEnv) == "1":
		t.Fatalf("%s=1, but no program can be loaded: %v", requireEnv, err)
	default:
		t.Skipf("no program can be loaded: %v", err)
	}
}

// selftestsEnv is set to 1 where a test without the kernel's selftests is a failure, as it is in CI: building them takes a
// compiler, which `make test` does not ask for.
const selftestsEnv = "REQUIRE_SELFTESTS"

// RequireFolder returns if there is a folder that tests need and that is not part of the tree. Else it skips the test, or
// fails it where REQUIRE_SELFTESTS=1. how is the command that makes it.
func RequireFolder(t testing.TB, path, how string) {
	t.Helper()
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
	case os.Getenv(selftestsEnv) == "1":
		t.Fatalf("%s=1, but there is no folder %s: %s", selftestsEnv, path, how)
	default:
		t.Skipf("no folder %s: %s", path, how)
	}
}
