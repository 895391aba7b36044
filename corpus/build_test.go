package corpus

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestOtherBuild(t *testing.T) {
	for object, want := range map[string]string{
		"cases/maps/kptr.clang14.o":        "cases/maps/kptr.o",
		"cases/maps/kptr.o":                "",
		"cases/sec/fentry.s-canonical.o":   "",
		"cases/elf/name-with.dots.g0.o":    "cases/elf/name-with.dots.o",
		"cases/elf/object.name-with.dot.o": "",
		"v4.o":                             "",
	} {
		if got, ok := otherBuild(object); got != want || ok != (want != "") {
			t.Errorf("%s: %q, %v, want %q", object, got, ok, want)
		}
	}
}

// TestBuildSideFile: another build has the case's side file, and none of it where it has its own.
func TestBuildSideFile(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "x.toml", "pin_path = '/sys/fs/bpf/x'\n")
	write(t, dir, "x.g0.toml", "expect = 'failure'\n")
	for name, want := range map[string]Case{
		"x.clang14.o": {PinPath: "/sys/fs/bpf/x"},
		"x.g0.o":      {Expect: VerdictFailure},
		"x.other.o":   {},
	} {
		c, err := LoadCase(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if c.PinPath != want.PinPath || c.Expect != want.Expect {
			t.Errorf("%s: pin path %q, expect %q, want %q, %q", name, c.PinPath, c.Expect, want.PinPath, want.Expect)
		}
	}
}

// TestCommittedBuilds: builds.txt has a dozen cases of each build, and each has its object. That no object is there
// without a row is what check-objects sees.
func TestCommittedBuilds(t *testing.T) {
	text, err := os.ReadFile("builds.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]int{}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(strings.Split(line, "#")[0])
		if len(words) == 0 {
			continue
		}
		if len(words) != 2 {
			t.Fatalf("builds.txt: %q is no build and case", line)
		}
		cases[words[0]]++
		if _, err := os.Stat("cases/" + words[1] + "." + words[0] + ".o"); err != nil {
			t.Error(err)
		}
	}
	if got := slices.Sorted(maps.Keys(cases)); !slices.Equal(got, slices.Sorted(slices.Values(builds))) {
		t.Errorf("builds %v, want %v", got, builds)
	}
	for build, n := range cases {
		if n < 12 {
			t.Errorf("%s: %d cases only", build, n)
		}
	}
}
