package host

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"difftest/internal/bpftest"
	"difftest/plugins/skeletons"
)

// skeletonObjects are what the plugins that skeletons begin with are compared over.
var skeletonObjects = []string{
	"corpus/cases/license/prefix.o", "corpus/cases/license/missing.o", "corpus/cases/elf/text-only.o",
	"corpus/cases/subprogs/linkage.o", "corpus/cases/maps/bloom-filter.o",
}

// TestSkeletons writes, builds, checks and runs the skeleton for each language.
func TestSkeletons(t *testing.T) {
	bpftest.Require(t)
	t.Chdir("..") // as a user's working directory: the checkout
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range skeletons.Languages {
		t.Run(language, func(t *testing.T) {
			name := "my-" + language
			dir := filepath.Join(t.TempDir(), name)
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
			compareSkeleton(t, a)
		})
	}
}

// compareSkeleton runs a new plugin over some objects: whatever differs, it must have something to say of each.
func compareSkeleton(t *testing.T, a *app) {
	t.Helper()
	var out bytes.Buffer
	a.stdout, a.stderr = &out, &out
	_ = a.compare(t.Context(), skeletonObjects) // that something differs is no failure
	if !strings.Contains(out.String(), "5 pairs: ") || strings.Contains(out.String(), " is broken") {
		t.Errorf("a run:\n%s", out.String())
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
