package host

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"difftest/capture"
	"difftest/diffreport"
	"difftest/internal/bpftest"
	"difftest/plugins/skeletons"
)

// skeletonLibraries are the registered loaders on whose libraries the skeletons begin, and what is compared at least.
// Those in C and Python drive the machine's libbpf.
var skeletonLibraries = map[string]struct {
	library string
	floors  diffreport.Compared
}{
	"go":     {"cilium-ebpf", diffreport.Compared{Programs: 400, Insns: 4000, Maps: 230, Bytes: 500_000, Runs: 1800}},
	"rust":   {"aya", diffreport.Compared{Programs: 180, Insns: 3200, Maps: 220, Bytes: 500_000, Runs: 1200}},
	"c":      {"bpftool", diffreport.Compared{Programs: 400, Insns: 5000, Maps: 320, Bytes: 500_000, Runs: 2200}},
	"python": {"bpftool", diffreport.Compared{Programs: 400, Insns: 5000, Maps: 320, Bytes: 500_000, Runs: 2200}},
}

// TestSkeletons writes, builds and checks the skeleton for each language, and runs them over the corpus. Whatever differs
// is its library's doing, which the registered loaders show; but a skeleton crashes where that does and nowhere else.
func TestSkeletons(t *testing.T) {
	bpftest.Require(t)
	crashes := map[string]map[string]bool{}
	for language, of := range skeletonLibraries {
		crashes[language] = crashesOf(t, of.library)
	}
	t.Chdir("..") // as a user's working directory: the checkout
	all := &app{
		stdout: io.Discard, stderr: os.Stderr, quiet: true, reference: "libbpf", jobs: runtime.NumCPU(),
		timeout: defaultTimeout,
	}
	folder := t.TempDir()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range skeletons.Languages {
		t.Run(language, func(t *testing.T) {
			name := "my-" + language
			dir := filepath.Join(folder, name)
			s := skeletons.Skeleton{Name: name, Root: root}
			if err := skeletons.Write(dir, language, s); err != nil {
				t.Fatal(err)
			}
			if language == "rust" {
				reuseCargo(t, dir)
			}
			a, out := &app{reference: "libbpf", jobs: 1, timeout: defaultTimeout}, new(bytes.Buffer)
			a.stdout, a.stderr = out, out
			a.loaderFiles = []string{filepath.Join(dir, "loaders.toml")}
			a.loaders = []string{name}
			regs, err := a.registrations()
			if err != nil {
				t.Fatal(err)
			}
			reg, err := pick(regs, name)
			if err != nil {
				t.Fatal(err)
			}
			if err := a.build(t.Context(), reg, false); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if failed, output := failedChecks(t, &app{}, reg, 20); failed != "" {
				t.Errorf("\n%s", output)
			}
			all.loaderFiles, all.loaders = append(all.loaderFiles, a.loaderFiles...), append(all.loaders, name)
		})
	}
	report, problems, err := all.recordedReport(t.Context(), []string{"corpus"}, func(job, *capture.Recording) {})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	for language, of := range skeletonLibraries {
		t.Run(language+" over the corpus", func(t *testing.T) {
			report := ofLoader(report, "my-"+language)
			t.Logf("%d objects: %+v, compared %+v", len(report.Results), report.Totals, report.Compared())
			if len(report.Results) < minCorpus {
				t.Errorf("%d objects, want at least %d", len(report.Results), minCorpus)
			}
			reaches(t, report.Compared(), of.floors)
			breaksOn(t, report, nil, crashes[language]) // it may not get that far
		})
	}
}

// reuseCargo lets cargo build where the variants of loaders are built, so that dependencies are built once.
func reuseCargo(t *testing.T, dir string) {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(cache, "difftest", "build", "target")
	if err := os.MkdirAll(target, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, filepath.Join(dir, "target")); err != nil {
		t.Fatal(err)
	}
}

// TestNewPlugin: what cannot be written says why.
func TestNewPlugin(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ dir, language, name, want string }{
		{full, "c", "x", "is not empty"},
		{filepath.Join(full, "new"), "cobol", "x", "no skeleton in \"cobol\""},
	}
	for _, test := range tests {
		err := skeletons.Write(test.dir, test.language, skeletons.Skeleton{Name: test.name, Root: ".."})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: %v", test, err)
		}
	}
}
