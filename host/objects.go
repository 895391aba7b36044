package host

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"difftest/capture"
	"difftest/corpus"
	"difftest/object"
)

// maxObjectSize is the largest object that is read, in bytes: real objects stay below a tenth of it.
const maxObjectSize = 256 << 20

// objectEndings are the endings of files that are taken for objects in a folder. A file that is named is always taken.
var objectEndings = []string{".o", ".elf"}

// An Object is one object to load, with the case that it is, if its folder says more of it.
type Object struct {
	capture.Object
	Abs  string // absolute path
	Case corpus.Case
	// Notes say what is odd about the file though it is handed to the loaders: truncated, for another machine.
	Notes []string
}

// collect finds the objects that paths name: files, or folders searched for objects. A path that gives none is a
// problem that says what to do; the others are collected all the same.
func collect(paths []string) (objects []*Object, problems []error) {
	seen := map[string]bool{}
	for _, path := range paths {
		files, err := objectFiles(path)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		for _, file := range files {
			abs, err := filepath.Abs(file)
			if err != nil || seen[abs] {
				continue
			}
			seen[abs] = true
			obj, err := readObject(file, abs)
			if err != nil {
				problems = append(problems, err)
				continue
			}
			objects = append(objects, obj)
		}
	}
	return objects, problems
}

// objectFiles returns the files that one path names, sorted.
func objectFiles(path string) ([]string, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no such file or folder", path)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, errors.Unwrap(err))
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	var files []string
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != path && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() && hasObjectEnding(p) {
			files = append(files, p)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no objects in this folder: files ending in %s are searched; name others directly",
			path, strings.Join(objectEndings, ", "))
	}
	sort.Strings(files)
	return files, nil
}

func hasObjectEnding(path string) bool {
	for _, ending := range objectEndings {
		if strings.HasSuffix(path, ending) {
			return true
		}
	}
	return false
}

// readObject reads the facts of one file. What is no ELF file at all is a problem; an odd ELF file is an object, since
// how loaders refuse it is compared too.
func readObject(path, abs string) (*Object, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, errors.Unwrap(err))
	}
	if info.Size() > maxObjectSize {
		return nil, fmt.Errorf("%s: %d bytes: objects over %d are not read", path, info.Size(), maxObjectSize)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", path, errors.Unwrap(err))
	}
	sum := sha256.Sum256(data)
	obj := &Object{Abs: abs, Object: capture.Object{Path: path, SHA256: hex.EncodeToString(sum[:])}}
	facts, err := object.Read(bytes.NewReader(data))
	if errors.Is(err, object.ErrNotELF) {
		return nil, fmt.Errorf("%s: not an ELF file: objects are built with `clang -target bpf -c`", path)
	}
	obj.Facts = facts
	if err != nil {
		obj.Problem = err.Error()
		obj.Notes = append(obj.Notes, err.Error())
	} else if !hasProgram(facts) {
		obj.Notes = append(obj.Notes, "no programs: only its maps are compared")
	}
	obj.Case, err = corpus.LoadCase(path)
	if err != nil {
		return nil, err
	}
	if facts != nil {
		if err := obj.Case.AddTags(facts.Tags); err != nil {
			obj.Notes = append(obj.Notes, "tags: "+err.Error())
		}
	}
	return obj, nil
}

func hasProgram(facts *object.Facts) bool {
	for _, f := range facts.Funcs {
		if f.IsProgram() {
			return true
		}
	}
	return false
}

// absolute makes a path absolute and leaves an empty one empty.
func absolute(path string) string {
	if path == "" {
		return ""
	}
	abs, err := filepath.Abs(path)
	if err != nil { // no working directory: the plugin will say that the path is not there
		return path
	}
	return abs
}
