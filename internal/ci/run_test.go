package ci

import (
	"encoding/xml"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"difftest/internal/bpftest"
)

// A checkout is a repository that calls the action, with what GitHub gives a job.
type checkout struct {
	dir, temp    string
	action, home string // absolute: the action's folder; the caches that a job finds
}

// newCheckout is a checkout of cilium/ebpf, as the module cache has it, with a list of known differences.
func newCheckout(t *testing.T, known string) checkout {
	t.Helper()
	action, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	c := checkout{dir: t.TempDir(), temp: t.TempDir(), action: action, home: t.TempDir()}
	source := output(t, "go", "list", "-m", "-f", "{{.Dir}}", "github.com/cilium/ebpf")
	if err := os.CopyFS(c.dir, os.DirFS(source)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.dir, "parity.toml"), []byte(known), 0o644); err != nil {
		t.Fatal(err)
	}
	return c
}

// output is what a command prints, without the end of the line.
func output(t *testing.T, command ...string) string {
	t.Helper()
	out, err := exec.Command(command[0], command[1:]...).Output()
	if err != nil {
		t.Fatalf("%s: %v", strings.Join(command, " "), err)
	}
	return strings.TrimSpace(string(out))
}

// run runs the scripts of the action as GitHub runs them, until one fails, and returns what they printed and whether
// all went well.
func (c checkout) run(t *testing.T, a action, inputs map[string]string) (printed string, ok bool) {
	t.Helper()
	given := action{Inputs: maps.Clone(a.Inputs)}
	for name, value := range inputs {
		in, known := given.Inputs[name]
		if !known {
			t.Fatalf("no input %s", name)
		}
		in.Default = value
		given.Inputs[name] = in
	}
	for i, s := range a.Runs.Steps {
		if s.Run == "" {
			continue
		}
		script := filepath.Join(c.temp, strings.ReplaceAll(s.Name, " ", "-")+".sh")
		if err := os.WriteFile(script, []byte(s.Run), 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script)
		cmd.Dir, cmd.Env = c.dir, c.environment(t)
		for name, value := range s.Env {
			cmd.Env = append(cmd.Env, name+"="+given.value(t, value))
		}
		out, err := cmd.CombinedOutput()
		printed += string(out)
		if err != nil {
			t.Logf("step %d, %s: %v", i, s.Name, err)
			return printed, false
		}
	}
	return printed, true
}

// environment is what a job of GitHub has, with caches of its own but for what Go has built and downloaded.
func (c checkout) environment(t *testing.T) []string {
	t.Helper()
	return append(os.Environ(),
		"GITHUB_ACTIONS=true", "GITHUB_WORKSPACE="+c.dir, "GITHUB_ACTION_PATH="+c.action, "RUNNER_TEMP="+c.temp,
		"GITHUB_OUTPUT="+filepath.Join(c.temp, "output"), "GITHUB_STEP_SUMMARY="+filepath.Join(c.temp, "summary"),
		"XDG_CACHE_HOME="+c.home, "GOCACHE="+output(t, "go", "env", "GOCACHE"),
	)
}

// read is the text of a file, which must be there.
func read(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestActionRuns runs the action's scripts in a checkout of cilium/ebpf: with the list of this repository the gate
// passes, and without one of its entries it fails. Both leave the reports that the last step uploads.
func TestActionRuns(t *testing.T) {
	bpftest.Require(t)
	a := readAction(t)
	lines := strings.Split(read(t, root, "corpus/known/cilium-ebpf.toml"), "\n")
	// A copy that is not under git has no version that a list could name.
	known := strings.Join(slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, "versions") }), "\n")
	for _, tt := range []struct {
		name, known, status, summary string
		ok                           bool
		annotation                   string
	}{
		{"passes", known, "0", "cilium-ebpf", true, ""},
		{
			"fails", strings.Replace(known, "size-shrink.o", "no-such-object.o", 1), "1", "size-shrink.o", false,
			"::error",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newCheckout(t, tt.known)
			printed, ok := c.run(t, a, map[string]string{
				"loader": "cilium-ebpf", "known": "parity.toml", "objects": "core/size-*.o\n",
			})
			if ok != tt.ok || !strings.Contains(printed, tt.annotation) {
				t.Fatalf("went well: %v, want %v; it printed\n%s", ok, tt.ok, printed)
			}
			if got := read(t, c.temp, "output"); got != "status="+tt.status+"\n" {
				t.Errorf("output %q, want status %s", got, tt.status)
			}
			if got := read(t, c.temp, "summary"); !strings.Contains(got, tt.summary) {
				t.Errorf("the summary has no %s:\n%s", tt.summary, got)
			}
			report := filepath.Join(c.dir, a.Inputs["report"].Default)
			if err := xml.Unmarshal([]byte(read(t, report, "junit.xml")), new(struct{ XMLName xml.Name })); err != nil {
				t.Errorf("junit.xml: %v", err)
			}
			if !strings.Contains(read(t, report, "difftest.html"), "</html>") {
				t.Error("difftest.html is no page")
			}
		})
	}
}
