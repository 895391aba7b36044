package host

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"difftest/internal/bpftest"
)

// mainArg makes the test binary the program itself, where it is started by other means than a script.
const mainArg = "__main"

func TestMain(m *testing.M) {
	// The program starts itself; so does the test binary, which is also the fake plugins.
	if status, ok := hidden(os.Args, os.Stderr); ok {
		os.Exit(status)
	}
	if len(os.Args) == 3 && os.Args[1] == fakeArg {
		fakeMain(os.Args[2])
	}
	if len(os.Args) == 4 && os.Args[1] == fakeArg { // fakeArg MODE --version
		fmt.Println("1.0")
		os.Exit(0)
	}
	if len(os.Args) > 1 && os.Args[1] == mainArg {
		os.Exit(Main(append(os.Args[:1], os.Args[2:]...), os.Stdout, os.Stderr))
	}
	testscript.Main(m, commands)
}

// commands are what scripts can execute.
var commands = map[string]func(){
	"difftest":     func() { os.Exit(Main(os.Args, os.Stdout, os.Stderr)) },
	"unprivileged": func() { restrict("unprivileged") },
	"noptrace":     func() { restrict("noptrace") },
}

// TestScript runs the scripts that need neither privileges nor plugins.
func TestScript(t *testing.T) { runScripts(t, "testdata/script") }

// TestScriptBPF runs the scripts that record, with fake plugins.
func TestScriptBPF(t *testing.T) {
	bpftest.Require(t)
	runScripts(t, "testdata/scriptbpf")
}

func runScripts(t *testing.T, dir string) {
	t.Helper()
	corpus, err := filepath.Abs("../corpus")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: dir, RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("CORPUS", corpus)
			self, err := os.Executable()
			env.Setenv("SELF", self)
			if err != nil {
				return err
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"fakes": registerFakes, "status": exitStatus},
	})
}

// registerFakes implements `fakes MODE...`: it writes a loaders.toml that registers one fake plugin for each mode.
func registerFakes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: fakes MODE...")
	}
	self, err := os.Executable()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("loaders.toml"), []byte(fakeRegistry(self, args...)), 0o644))
}

// fakeRegistry is a loaders.toml that registers the test binary as one fake plugin for each mode.
func fakeRegistry(self string, modes ...string) string {
	var b strings.Builder
	for _, mode := range modes {
		run := fmt.Sprintf("[%q, %q, %q]", self, fakeArg, mode)
		if mode == "missing" {
			run = `["./not-built"]`
		}
		fmt.Fprintf(&b, "[[loader]]\nname = %q\nrun = %s\nversion = [%q, %q, %q, \"--version\"]\n"+
			"capabilities = [\"program_selection\"]\n", mode, run, self, fakeArg, mode)
	}
	return b.String()
}

// exitStatus implements `status N COMMAND ARG...`: the command must exit with status N.
func exitStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND ARG...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		_, text, ok := strings.Cut(err.Error(), "exit status ")
		if _, serr := fmt.Sscan(text, &got); !ok || serr != nil {
			ts.Fatalf("%v: %v", args, err)
		}
	}
	if want := args[0]; fmt.Sprint(got) != want {
		ts.Fatalf("%v: exit status %d, want %s", args[1:], got, want)
	}
}
