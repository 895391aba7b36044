// Package guests runs commands on other kernels; it has no Go code, only the script run and its tests.
package guests

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// requireEnv turns the skips of these tests into failures, and has a kernel boot.
const requireEnv = "REQUIRE_GUESTS"

// required reports whether the tests must run.
func required() bool { return os.Getenv(requireEnv) == "1" }

// TestRun runs the script with a machine that is played by this one, so that nothing boots.
func TestRun(t *testing.T) {
	for _, tool := range []string{"busybox", "xz"} {
		if _, err := exec.LookPath(tool); err != nil {
			if required() {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("GUESTS", dir)
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, "cache"))
			env.Setenv("PATH", filepath.Join(env.WorkDir, "bin")+":"+os.Getenv("PATH"))
			return nil
		},
	})
}

// TestBoot boots a kernel.
func TestBoot(t *testing.T) {
	if !required() {
		t.Skip("boots only where " + requireEnv + "=1")
	}
	out := t.TempDir()
	cmd := exec.Command("./run", "6.1", "-o", out, "kernels.txt", "--",
		"sh", "-c", "uname -r; cp kernels.txt /sys/kernel/btf/nf_conntrack /out; exit 3")
	cmd.Stderr = os.Stderr
	release, err := cmd.Output()
	if cmd.ProcessState.ExitCode() != 3 || !strings.HasPrefix(string(release), "6.1.") {
		t.Fatalf("%s %v", release, err)
	}
	for _, name := range []string{"kernels.txt", "nf_conntrack"} {
		if info, err := os.Stat(filepath.Join(out, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s did not come back: %v", name, err)
		}
	}
}
