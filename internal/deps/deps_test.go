// Package deps holds the imports of the tree to the shape that ARCHITECTURE.md gives it, as go/build's deps_test does for
// the standard library.
package deps

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed lists, for each package, the packages of this module that it may import. A package that is not listed fails.
var allowed = map[string][]string{
	"btf":    {},
	"uapi":   {},
	"insn":   {},
	"object": {"btf"},

	"capture":         {"uapi", "object"},
	"capture/tracer":  {"capture", "uapi"},
	"capture/progrun": {"capture", "uapi"},
	"normalize":       {"btf", "uapi", "insn", "object", "capture"},
	"diffreport":      {"capture", "normalize"},
	"filter":          {},
	"known":           {"diffreport", "filter"},
	"corpus":          {"object"},
	"matrix":          {"capture", "corpus", "diffreport"},

	"plugins/proto":        {},
	"plugins/loaderplugin": {"plugins/proto"},
	"plugins/native":       {"plugins/proto", "plugins/loaderplugin"},
	"plugins/command-shim": {"plugins/proto", "plugins/loaderplugin"},
	"plugins/skeletons":    {},
	"plugins/plugintest":   {"plugins/proto", "plugins/loaderplugin"},

	"host": {
		"plugins/plugintest", "plugins/skeletons",
		"btf", "uapi", "insn", "object", "capture", "capture/tracer", "capture/progrun", "normalize", "diffreport",
		"corpus", "filter", "known", "matrix", "internal/pcap", "plugins/proto", "plugins/loaderplugin",
	},
	"cmd/difftest": {"host"},

	// Generators and helpers of tests.
	"uapi/gen":          {"btf"},
	"insn/gen":          {"btf", "uapi"},
	"corpus/gen":        {"corpus"},
	"corpus/coverage":   {},
	"corpus/elfedit":    {},
	"corpus/mutate":     {"btf"},
	"guests":            {},
	"plugins/proto/gen": {},
	"internal/bpftest":  {},
	"internal/ci":       {},
	"internal/pcap":     {},
	"internal/tooltest": {},
	"internal/deps":     {},
}

// pure packages are repeatable functions over plain data: none of these imports.
var pure = []string{"normalize", "diffreport", "btf", "object", "insn", "corpus", "filter", "known", "matrix"}

var impure = []string{"os/exec", "net", "time", "golang.org/x/sys/unix", "golang.org/x/sys/windows", "syscall"}

const contestant = "github.com/cilium/ebpf"

type pkg struct {
	ImportPath string
	Name       string
	Imports    []string
}

// list asks go list for every package of the module as built for one system.
func list(t *testing.T, goos string) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Name,Imports", "difftest/...")
	cmd.Env = append(cmd.Environ(), "GOOS="+goos, "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	var pkgs []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
	if len(pkgs) < 10 {
		t.Fatalf("go list found %d packages only", len(pkgs))
	}
	return pkgs
}

func TestImports(t *testing.T) {
	for _, goos := range []string{"linux", "darwin"} {
		for _, p := range list(t, goos) {
			check(t, goos, p)
		}
	}
}

func check(t *testing.T, goos string, p pkg) {
	name := strings.TrimPrefix(p.ImportPath, "difftest/")
	may, ok := allowed[name]
	if !ok {
		t.Errorf("package %s is not in the table: give it its place", name)
		return
	}
	for _, imp := range p.Imports {
		if own, ok := strings.CutPrefix(imp, "difftest/"); ok && !slices.Contains(may, own) {
			t.Errorf("%s: %s imports %s", goos, name, own)
		}
		if strings.HasPrefix(imp, contestant) && name != "plugins/native" {
			t.Errorf("%s: %s imports %s: the judge does not run a contestant's code", goos, name, imp)
		}
		if slices.Contains(pure, name) && (slices.Contains(impure, imp) || strings.HasPrefix(imp, "net/")) {
			t.Errorf("%s: %s imports %s: it must stay pure", goos, name, imp)
		}
	}
}
