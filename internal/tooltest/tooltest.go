// Package tooltest decides for every test whether a program that it drives is on this machine.
package tooltest

import (
	"os"
	"os/exec"
	"testing"
)

// Require returns the path of the first of names that is installed. If none is, it skips the test, or fails it where
// the environment variable env is 1, as CI sets it.
func Require(t testing.TB, env string, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv(env) == "1" {
		t.Fatalf("%s=1, but none of %v is installed", env, names)
	}
	t.Skipf("none of %v is installed", names)
	return ""
}
