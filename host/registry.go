package host

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// A Registration is one loader as loaders.toml describes it. Paths are absolute.
type Registration struct {
	Name string `toml:"name"`
	// Run is the plugin: program and arguments. Command stands in its place where the loader is a command line that
	// loads an object; its words may hold {object}, {bpffs} and {name} (see plugins/command-shim).
	Run     []string `toml:"run"`
	Command []string `toml:"command"`
	// OnlyNamed loaders are compared where --loader names them, not by default.
	OnlyNamed    bool       `toml:"only_named"`
	Version      []string   `toml:"version"`
	Build        [][]string `toml:"build"`
	Needs        []Need     `toml:"needs"`
	Capabilities []string   `toml:"capabilities"`
	// WithoutKernel says that the loader has no kernel underneath: what it loads and runs is as its plugin says.
	WithoutKernel bool `toml:"without_kernel"`
	// WorkDir is the plugin's working directory; empty for the folder of its program. Env is added to its environment.
	WorkDir string            `toml:"dir"`
	Env     map[string]string `toml:"env"`
	// Network leaves the plugin in the machine's network; it has one of its own otherwise, without a connection.
	Network bool `toml:"network"`
	// Variant builds the plugin against another version of its library, and VariantRun starts what that built (see
	// variant.go for the placeholders).
	Variant    [][]string `toml:"variant"`
	VariantRun []string   `toml:"variant_run"`

	Dir  string `toml:"-"` // folder of the file that registers it
	Base string `toml:"-"` // the loader of which this is another version; empty for none
}

// Need is something that building a loader's plugin takes.
type Need struct {
	Check   []string `toml:"check"`   // a command that succeeds where it is installed
	Package string   `toml:"package"` // the Debian package that brings it
}

// Program is the path of the plugin's program: of a bare name what PATH has, or the name if it has nothing.
func (r Registration) Program() string { return found(r.resolve(r.Run[0])) }

// found looks a bare name up in PATH.
func found(name string) string {
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	return name
}

// resolve makes a path with a slash relative to the file that registers the loader; a bare name stays.
func (r Registration) resolve(path string) string {
	if filepath.IsAbs(path) || !strings.Contains(path, "/") {
		return path
	}
	return filepath.Join(r.Dir, path)
}

// workDir is the plugin's working directory.
func (r Registration) workDir() string {
	switch {
	case r.WorkDir == "":
		return filepath.Dir(r.Program())
	case filepath.IsAbs(r.WorkDir):
		return r.WorkDir
	}
	return filepath.Join(r.Dir, r.WorkDir)
}

// environ is what the registration adds to the environment, in order.
func (r Registration) environ() []string {
	var env []string
	for _, name := range slices.Sorted(maps.Keys(r.Env)) {
		env = append(env, name+"="+r.Env[name])
	}
	return env
}

// Digest is the SHA-256 of the plugin's program in lower-case hex, or an error if it cannot be read: not built yet.
// Where arguments name files, as those of an interpreter do, it is of all of them.
func (r Registration) Digest() (string, error) {
	sum := sha256.New()
	data, err := os.ReadFile(r.Program())
	if errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("loader %s: plugin %s is not there: build it with `difftest build %s`",
			r.Name, r.Program(), r.Name)
	}
	if err != nil {
		return "", fmt.Errorf("loader %s: %w", r.Name, err)
	}
	sum.Write(data)
	files := r.Run[1:]
	if len(r.Command) > 0 {
		files = append(files[:len(files):len(files)], found(r.resolve(r.Command[0])))
	}
	for _, arg := range files {
		if !filepath.IsAbs(arg) {
			arg = filepath.Join(r.workDir(), arg)
		}
		if info, err := os.Stat(arg); err != nil || !info.Mode().IsRegular() {
			continue
		}
		if data, err = os.ReadFile(arg); err != nil {
			return "", fmt.Errorf("loader %s: %w", r.Name, err)
		}
		sum.Write(data)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// ReadRegistry reads a loaders.toml. An error names the file and the key or loader at fault.
func ReadRegistry(path string) ([]Registration, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("loaders %s: %w", path, err)
	}
	var file struct {
		Loader []Registration `toml:"loader"`
	}
	meta, err := toml.DecodeFile(path, &file)
	if err != nil {
		return nil, fmt.Errorf("loaders %s: %w", path, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("loaders %s: unknown key %s", path, unknown[0])
	}
	seen := map[string]bool{}
	for i := range file.Loader {
		r := &file.Loader[i]
		r.Dir = filepath.Dir(abs)
		switch {
		case r.Name == "":
			return nil, fmt.Errorf("loaders %s: loader %d has no name", path, i+1)
		case seen[r.Name]:
			return nil, fmt.Errorf("loaders %s: loader %s is registered twice", path, r.Name)
		case len(r.Run) == 0 && len(r.Command) == 0:
			return nil, fmt.Errorf("loaders %s: loader %s has no run command", path, r.Name)
		case len(r.Run) > 0 && len(r.Command) > 0:
			return nil, fmt.Errorf("loaders %s: loader %s has both run and command", path, r.Name)
		case strings.ContainsAny(r.Name, "@/ "):
			return nil, fmt.Errorf("loaders %s: loader %q: a name has no @, slash or space", path, r.Name)
		case len(r.Variant) > 0 && len(r.VariantRun) == 0:
			return nil, fmt.Errorf("loaders %s: loader %s has variant, but no variant_run", path, r.Name)
		case len(r.Version) == 0:
			return nil, fmt.Errorf("loaders %s: loader %s has no version command", path, r.Name)
		}
		seen[r.Name] = true
		if err := r.expandCommand(); err != nil {
			return nil, fmt.Errorf("loaders %s: loader %s: %w", path, r.Name, err)
		}
	}
	return file.Loader, nil
}

// commandShim is the plugin for command lines, relative to the registry that it is built beside.
const commandShim = "bin/command-shim"

// expandCommand makes a loader that is a command line one that the command shim runs: the one beside its own registry,
// else the one beside the registry that this program ships.
func (r *Registration) expandCommand() error {
	if len(r.Command) == 0 {
		return nil
	}
	r.Version[0] = r.resolve(r.Version[0])
	version, err := json.Marshal(r.Version)
	if err != nil {
		return err
	}
	shim := filepath.Join(r.Dir, commandShim)
	if _, err := os.Stat(shim); err != nil {
		if own, err := findRegistry(); err == nil {
			shim = filepath.Join(filepath.Dir(own), commandShim)
		}
	}
	if shim, err = filepath.Abs(shim); err != nil {
		return err
	}
	command := append([]string{r.resolve(r.Command[0])}, r.Command[1:]...)
	r.Run = append([]string{shim, "--loader", r.Name, "--version-command", string(version), "--"}, command...)
	return nil
}
