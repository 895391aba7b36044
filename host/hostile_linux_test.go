package host

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"difftest/internal/bpftest"
)

// TestHostile: a plugin that means harm is ended or told broken with its reason, and the plugin beside it, the host and
// the results are as without it.
func TestHostile(t *testing.T) {
	bpftest.Require(t)
	tests := []struct{ mode, reason string }{
		{"hostile-bomb", "over 1024 processes and threads at once"},
		{"hostile-output", "over 256 MiB of output"},
		{"hostile-errors", "hostile-errors broken"},
		{"hostile-huge", "larger than max"},
		{"hostile-halfway", "the plugin died"},
		{"hostile-kills", "the plugin died"},
		{"hostile-socket", "the plugin"},
		{"liar", ""}, // of what it never loaded nothing is shown
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(test.mode, func(t *testing.T) {
			dir := t.TempDir()
			registry := filepath.Join(dir, "loaders.toml")
			text := fakeRegistry(self, "good", "moody", test.mode)
			if err := os.WriteFile(registry, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			a := &app{
				stdout: &out, stderr: &out, registry: registry, reference: "good", noRun: true,
				loaders: []string{test.mode, "good"}, jobs: 2, timeout: 8 * time.Second,
			}
			_ = a.compare(t.Context(), []string{"../corpus/cases/license/prefix.o", "../corpus/cases/license/no-nul.o"})
			if !strings.Contains(out.String(), test.reason) {
				t.Errorf("want %q in\n%s", test.reason, out.String())
			}
			for line := range strings.Lines(out.String()) {
				if strings.HasPrefix(line, "good 1.0 ") && !strings.HasPrefix(strings.TrimSpace(after(line, "│")), "2 ") {
					t.Errorf("the plugin beside it: %s", line)
				}
			}
			if !strings.Contains(out.String(), "good 1.0 ") {
				t.Errorf("no result of the plugin beside it:\n%s", out.String())
			}
		})
	}
}

// after returns what stands behind the first separator.
func after(text, separator string) string {
	_, rest, _ := strings.Cut(text, separator)
	return rest
}
