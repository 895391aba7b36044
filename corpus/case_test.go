package corpus

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// place writes a side file for an object in a corpus of its own and returns the object's path and the corpus's.
func place(t *testing.T, side string) (objectPath, corpusPath string) {
	t.Helper()
	corpusPath = t.TempDir()
	group := filepath.Join(corpusPath, "cases", "maps")
	write(t, corpusPath, "targets/x.btf", "")
	if side != "" {
		write(t, group, "m.toml", side)
	}
	return filepath.Join(group, "m.o"), corpusPath
}

func TestLoadCase(t *testing.T) {
	objectPath, corpusPath := place(t, `
target_btf = "targets/x.btf"
kconfig = "CONFIG_FOO=y\n"
pin_path = "/sys/fs/bpf/x"
conventions = ["BTF-01", "PIN-03", "BTF-01"]
reports = ["aya-rs/aya#837"]
expect = "failure"
fresh_state = true
why = "a map in the way"
[globals]
answer = "2a000000"
[[pin]]
path = "m"
type = "hash"
key_size = 4
value_size = 8
max_entries = 1
map_flags = 1
`)
	got, err := LoadCase(objectPath)
	if err != nil {
		t.Fatal(err)
	}
	want := Case{
		Object:      objectPath,
		TargetBTF:   filepath.Join(corpusPath, "targets", "x.btf"),
		Kconfig:     "CONFIG_FOO=y\n",
		PinPath:     "/sys/fs/bpf/x",
		Globals:     map[string][]byte{"answer": {42, 0, 0, 0}},
		Pins:        []Pin{{Path: "m", Type: "hash", KeySize: 4, ValueSize: 8, MaxEntries: 1, MapFlags: 1}},
		Conventions: []string{"BTF-01", "PIN-03"},
		Reports:     []string{"aya-rs/aya#837"},
		Expect:      VerdictFailure,
		FreshState:  true,
		Why:         "a map in the way",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestLoadCaseWithoutSideFile(t *testing.T) {
	objectPath, _ := place(t, "")
	got, err := LoadCase(objectPath)
	if err != nil {
		t.Fatal(err)
	}
	if want := (Case{Object: objectPath}); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestTargetBTFOutsideACorpus(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "x.toml", `target_btf = "x.btf"`)
	write(t, dir, "x.btf", "")
	got, err := LoadCase(filepath.Join(dir, "x.o"))
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, "x.btf"); got.TargetBTF != want {
		t.Errorf("target BTF %s, want %s", got.TargetBTF, want)
	}
}

// TestTargetBTFFromInside: a path that starts below the corpus still finds what stands in it.
func TestTargetBTFFromInside(t *testing.T) {
	objectPath, _ := place(t, `target_btf = "targets/x.btf"`)
	t.Chdir(filepath.Dir(objectPath))
	got, err := LoadCase("m.o")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(got.TargetBTF); err != nil {
		t.Error(err)
	}
}

func TestLoadCaseRefuses(t *testing.T) {
	for _, tt := range []struct{ name, side, want string }{
		{"unknown key", `target = "x"`, `m.toml: unknown key "target"`},
		{"unknown key of a pin", "[[pin]]\npath = 'm'\ntype = 'hash'\nsize = 4", `unknown key "pin.size"`},
		{"wrong type", `kconfig = 1`, "m.toml"},
		{"not TOML", `kconfig`, "m.toml"},
		{"not hex", "[globals]\nx = '0g'", "globals: x"},
		{"target BTF that is not there", `target_btf = "targets/y.btf"`, "m.toml: target_btf: stat "},
		{"verdict", `expect = "maybe"`, `"maybe" is neither`},
		{"pin without a path", "[[pin]]\ntype = 'hash'", "pin 0: path and type"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			objectPath, _ := place(t, tt.side)
			got, err := LoadCase(objectPath)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
			if !reflect.DeepEqual(got, Case{}) {
				t.Errorf("a case beside an error: %+v", got)
			}
		})
	}
}
