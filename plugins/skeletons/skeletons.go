// Package skeletons holds the beginnings of new plugins, one for each language, as templates; it loads nothing itself.
// Start at Write.
package skeletons

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
)

//go:embed all:go all:rust all:python all:c all:common
var files embed.FS

// Languages are those that there is a skeleton for.
var Languages = []string{"go", "rust", "python", "c"}

// A Skeleton is what the templates are filled with.
type Skeleton struct {
	Name     string // of the loader
	Root     string // absolute path of the checkout that holds the kits
	Requires string // the require blocks of its go.mod
}

// Write writes the skeleton for a language into dir, which must not exist or be empty. Files of the checkout that pin
// what a kit is built with (go.sum, Cargo.lock) are copied.
func Write(dir, language string, s Skeleton) error {
	if !slices.Contains(Languages, language) {
		return fmt.Errorf("no skeleton in %q: there are %s", language, strings.Join(Languages, ", "))
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is not empty", dir)
	}
	if language == "go" {
		text, err := os.ReadFile(filepath.Join(s.Root, "go.mod"))
		if err != nil {
			return fmt.Errorf("the kit's go.mod: %w", err)
		}
		s.Requires = requires(string(text))
	}
	for _, root := range []string{"common", language} {
		if err := writeAll(dir, root, s); err != nil {
			return err
		}
	}
	pins := map[string]string{"go": "go.sum", "rust": "plugins/Cargo.lock"}
	if pin, ok := pins[language]; ok {
		data, err := os.ReadFile(filepath.Join(s.Root, pin))
		if err != nil {
			return fmt.Errorf("the kit's pins: %w", err)
		}
		return os.WriteFile(filepath.Join(dir, filepath.Base(pin)), data, 0o644)
	}
	return nil
}

// requires returns the require blocks of a go.mod.
func requires(mod string) string {
	var out strings.Builder
	in := false
	for line := range strings.Lines(mod) {
		if strings.HasPrefix(line, "require (") {
			in = true
		}
		if in {
			out.WriteString(line)
		}
		if line == ")\n" {
			in = false
		}
	}
	return out.String()
}

// writeAll fills the templates below root. The name of a file is its template's without .tmpl, with a dot for dot_.
func writeAll(dir, root string, s Skeleton) error {
	return fs.WalkDir(files, root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := files.ReadFile(path)
		if err != nil {
			return err
		}
		t, err := template.New(path).Delims("<<", ">>").Option("missingkey=error").Parse(string(text))
		if err != nil {
			return fmt.Errorf("template %s: %w", path, err)
		}
		var out bytes.Buffer
		if err := t.Execute(&out, s); err != nil {
			return fmt.Errorf("template %s: %w", path, err)
		}
		name := strings.TrimSuffix(strings.TrimPrefix(path, root+"/"), ".tmpl")
		name = filepath.Join(dir, filepath.FromSlash(strings.ReplaceAll(name, "dot_", ".")))
		return errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, out.Bytes(), 0o644))
	})
}
