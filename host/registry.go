package host

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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

	Dir string `toml:"-"` // folder of the file that registers it
}

// Need is something that building a loader's plugin takes.
type Need struct {
	Check   []string `toml:"check"`   // a command that succeeds where it is installed
	Package string   `toml:"package"` // the Debian package that brings it
}

// Program is the path of the plugin's program.
func (r Registration) Program() string { return r.resolve(r.Run[0]) }

// resolve makes a path with a slash relative to the file that registers the loader; a bare name is looked up in PATH.
func (r Registration) resolve(path string) string {
	if filepath.IsAbs(path) || !strings.Contains(path, "/") {
		return path
	}
	return filepath.Join(r.Dir, path)
}

// Digest is the SHA-256 of the plugin's program in lower-case hex, or an error if it cannot be read: not built yet.
func (r Registration) Digest() (string, error) {
	data, err := os.ReadFile(r.Program())
	if errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("loader %s: plugin %s is not there: build it with `difftest build %s`",
			r.Name, r.Program(), r.Name)
	}
	if err != nil {
		return "", fmt.Errorf("loader %s: %w", r.Name, err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
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
	r.Run = append([]string{shim, "--loader", r.Name, "--version-command", string(version), "--"}, r.Command...)
	return nil
}

// findRegistry returns the registry that is used where none is named: plugins/loaders.toml beside the program's folder,
// else below the working directory.
func findRegistry() (string, error) {
	const name = "plugins/loaders.toml"
	var candidates []string
	if self, err := os.Executable(); err == nil {
		candidates = append(candidates, filepath.Join(filepath.Dir(self), "..", name))
	}
	candidates = append(candidates, name)
	for _, path := range candidates {
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no %s beside the program or in the working directory: name one with --loaders", name)
}
