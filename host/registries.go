package host

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// registrations reads what is registered: the files and folders that --loaders names, the user's own, and what this
// program ships. Where two register the same name the first one counts; within one file, or within what is named
// together, it is an error.
func (a *app) registrations() ([]Registration, error) {
	if a.registry != "" {
		return ReadRegistry(a.registry)
	}
	var all []Registration
	named, err := readRegistries(a.loaderFiles)
	if err != nil {
		return nil, err
	}
	user, err := readRegistries(userRegistries())
	if err != nil {
		return nil, err
	}
	all = merge(named, user)
	shipped, err := findRegistry()
	if err != nil && len(all) == 0 {
		return nil, err
	}
	if err == nil {
		regs, err := ReadRegistry(shipped)
		if err != nil {
			return nil, err
		}
		all = merge(all, regs)
	}
	return all, nil
}

// merge adds to a what of b has another name. b's order comes first where it names what a does not: the loaders that
// are shipped stand before those of others.
func merge(a, b []Registration) []Registration {
	var out []Registration
	for _, r := range b {
		if !slices.ContainsFunc(a, func(o Registration) bool { return o.Name == r.Name }) {
			out = append(out, r)
		}
	}
	return append(out, a...)
}

// readRegistries reads files, and the *.toml of folders.
func readRegistries(paths []string) ([]Registration, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fmt.Errorf("loaders %s: %w", path, err)
		}
		if !info.IsDir() {
			files = append(files, path)
			continue
		}
		found, err := filepath.Glob(filepath.Join(path, "*.toml"))
		if err != nil {
			return nil, fmt.Errorf("loaders %s: %w", path, err)
		}
		if len(found) == 0 {
			return nil, fmt.Errorf("loaders %s: no *.toml in this folder", path)
		}
		files = append(files, found...)
	}
	from := map[string]string{}
	var all []Registration
	for _, file := range files {
		regs, err := ReadRegistry(file)
		if err != nil {
			return nil, err
		}
		for _, r := range regs {
			if other, ok := from[r.Name]; ok {
				return nil, fmt.Errorf("loaders %s: loader %s is registered in %s too", file, r.Name, other)
			}
			from[r.Name] = file
		}
		all = append(all, regs...)
	}
	return all, nil
}

// userRegistries returns the folder of the user's own registrations if it is there and holds any.
func userRegistries() []string {
	config, err := os.UserConfigDir()
	if err != nil {
		return nil
	}
	dir := filepath.Join(config, "difftest", "loaders.d")
	if found, err := filepath.Glob(filepath.Join(dir, "*.toml")); err != nil || len(found) == 0 {
		return nil
	}
	return []string{dir}
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
