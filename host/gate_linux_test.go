package host

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"difftest/internal/bpftest"
)

// gateArgs begin every command here: the gate that a loader's authors run.
var gateArgs = []string{"difftest", "--loaders", "../plugins/loaders.toml", "--format", "json=/dev/null"}

// runGate runs the program itself and returns its status and what it printed last.
func runGate(t *testing.T, args ...string) (status int, last string) {
	t.Helper()
	var stderr bytes.Buffer
	status = Main(append(gateArgs[:len(gateArgs):len(gateArgs)], args...), os.Stdout, &stderr)
	lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
	return status, strings.Join(lines[max(0, len(lines)-3):], "\n")
}

// checkGate runs the gate and holds it to a status and to what its last lines say.
func checkGate(t *testing.T, status int, last string, args ...string) {
	t.Helper()
	got, lines := runGate(t, args...)
	if got != status || !regexp.MustCompile(last+"$").MatchString(lines) {
		t.Errorf("difftest %s: status %d, want %d; its last lines are\n%s\nwant\n%s",
			strings.Join(args, " "), got, status, lines, last)
	}
}

// TestGateOnCorpus: with the lists as they are the whole corpus passes. What aya crashes on is left out by name, since no
// list can excuse that: without the filter the gate fails, and says on what.
func TestGateOnCorpus(t *testing.T) {
	bpftest.Require(t)
	passes := `difftest: the gate passes: \d+ differences, all known`
	t.Run("cilium-ebpf", func(t *testing.T) {
		checkGate(t, exitSame, passes, "../corpus", "--loader", "cilium-ebpf")
	})
	t.Run("aya", func(t *testing.T) {
		checkGate(t, exitSame, passes, "../corpus", "--loader", "aya", "--object", "@../corpus/known/aya.crashes")
	})
	t.Run("aya with its crashes", func(t *testing.T) {
		checkGate(t, exitDiffers, `broken: \S+/libbpf-806b4e0a\.o by aya: .*\ndifftest: the gate fails: 2 broken`,
			"../corpus/cases/reported", "--loader", "aya")
	})
}

// TestGateFails: each thing that a list can be wrong in fails the gate, and its last lines say what it was.
func TestGateFails(t *testing.T) {
	bpftest.Require(t)
	const list = "cilium-ebpf.toml"
	text, err := os.ReadFile(filepath.Join("../corpus/known", list))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, text, loader, last string }{
		{
			"entry removed", withoutEntry(t, string(text), `object = "cases/core/kind-of-root.o"`), "cilium-ebpf",
			`new: \S+/kind-of-root\.o by cilium-ebpf 0\.22\.0: prog prog insn 1: .* \(silent\)` +
				`\ndifftest: the gate fails: 1 new`,
		},
		{
			"stale entry", string(text) + "\n[[known]]\nobject = \"cases/core/size-shrink.o\"\nkey = \"map gone type\"\n" +
				"got = \"hash\"\nreason = \"mended since\"\n", "cilium-ebpf",
			`gone: \S+/cilium-ebpf\.toml:\d+: map gone type of cases/core/size-shrink\.o: no such difference any more` +
				`\ndifftest: the gate fails: 1 gone`,
		},
		{
			"older version", string(text), "cilium-ebpf@0.17.3",
			`no entry of \S+/cilium-ebpf\.toml is about cilium-ebpf@0\.17\.3 0\.17\.3 on Linux .*` +
				`\ndifftest: the gate fails: \d+ new`,
		},
		{
			"older version, list of any", strings.Replace(string(text), "versions = ", "# ", 1), "cilium-ebpf@0.17.3",
			`difftest: the gate fails: \d+ new`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			buildLoader(t, tt.loader)
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, list), []byte(tt.text), 0o644); err != nil {
				t.Fatal(err)
			}
			checkGate(t, exitDiffers, tt.last, "../corpus/cases/core", "--loader", tt.loader, "--known", dir)
		})
	}
}

// withoutEntry is a list without the entry that has a line.
func withoutEntry(t *testing.T, list, line string) string {
	t.Helper()
	const header = "\n[[known]]\n"
	entries := strings.Split(list, header)
	for i, entry := range entries {
		if strings.Contains(entry, line+"\n") {
			return strings.Join(append(entries[:i:i], entries[i+1:]...), header)
		}
	}
	t.Fatalf("no entry has %s", line)
	return ""
}

// buildLoader builds a loader that is another version of a registered one.
func buildLoader(t *testing.T, loader string) {
	t.Helper()
	if !strings.Contains(loader, "@") {
		return
	}
	args := []string{"difftest", "build", "--loaders", "../plugins/loaders.toml", loader}
	var out bytes.Buffer
	if status := Main(args, &out, &out); status != exitSame {
		t.Fatalf("%s: status %d\n%s", strings.Join(args, " "), status, out.String())
	}
}
