package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"
)

// Goldens say what the reference did with each object of a corpus, as canonical text, by the object's path relative to
// the corpus. The text of cases/maps/kinds.o stands beside it in kinds.o.golden; those of objects that a table makes,
// and that are looked at as a table, in one file for their group.
type Goldens map[string]string

// tables are the groups whose objects a table makes, by the hundred.
var tables = []string{"cases/sec", "cases/malformed"}

// goldenEnding ends the name of a golden, tableGoldens is the name of those of a table.
const (
	goldenEnding = ".golden"
	tableGoldens = "goldens.txtar"
	tableComment = "What libbpf does with each object here; made by `make goldens`.\n"
)

// ReadGoldens reads the goldens of the corpus in folder dir.
func ReadGoldens(dir string) (Goldens, error) {
	g := Goldens{}
	err := walkGoldens(dir, func(name string) error {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		if path.Base(name) != tableGoldens {
			g[strings.TrimSuffix(name, goldenEnding)] = string(text)
			return nil
		}
		for _, f := range txtar.Parse(text).Files {
			g[path.Join(path.Dir(name), f.Name)] = string(f.Data)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("goldens: %w", err)
	}
	return g, nil
}

// Write makes the files in folder dir say what g says, and no others be there.
func (g Goldens) Write(dir string) error {
	files := g.files()
	err := walkGoldens(dir, func(name string) error {
		if _, ok := files[name]; ok {
			return nil
		}
		return os.Remove(filepath.Join(dir, name))
	})
	for name, text := range files {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, name), text, 0o644))
	}
	return err
}

// files returns the files that hold g, by name.
func (g Goldens) files() map[string][]byte {
	files, archives := map[string][]byte{}, map[string]*txtar.Archive{}
	for _, object := range g.objects() {
		folder, base := path.Split(object)
		folder = path.Clean(folder)
		if !slices.Contains(tables, folder) {
			files[object+goldenEnding] = []byte(g[object])
			continue
		}
		if archives[folder] == nil {
			archives[folder] = &txtar.Archive{Comment: []byte(tableComment)}
		}
		archives[folder].Files = append(archives[folder].Files, txtar.File{Name: base, Data: []byte(g[object])})
	}
	for folder, archive := range archives {
		files[path.Join(folder, tableGoldens)] = txtar.Format(archive)
	}
	return files
}

// objects lists the objects that have a golden, sorted.
func (g Goldens) objects() []string {
	var objects []string
	for object := range g {
		objects = append(objects, object)
	}
	slices.Sort(objects)
	return objects
}

// walkGoldens calls see for each file of goldens, with its path relative to dir.
func walkGoldens(dir string, see func(name string) error) error {
	return filepath.WalkDir(filepath.Join(dir, "cases"), func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, goldenEnding) && d.Name() != tableGoldens {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		return see(filepath.ToSlash(name))
	})
}
