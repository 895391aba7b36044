package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
)

// A File is what gcov says of one source file.
//
// https://gcc.gnu.org/onlinedocs/gcc-12.2.0/gcc/Invoking-Gcov.html
type File struct {
	Name      string     `json:"file"`
	Functions []Function `json:"functions"`
	Lines     []Line     `json:"lines"`
}

// A Function is one that the compiler has made code of.
type Function struct {
	Name  string `json:"name"`
	Start int    `json:"start_line"`
	Count int    `json:"execution_count"`
}

// A Line is a line of a function that has code.
type Line struct {
	Number   int      `json:"line_number"`
	Function string   `json:"function_name"`
	Count    int      `json:"count"`
	Branches []Branch `json:"branches"`
}

// A Branch is one way out of a condition on a line.
type Branch struct {
	Count int `json:"count"`
}

// readFile reads what gcov says of the source NAME.c itself, as NAME.json has it; not of the headers that it includes.
func readFile(dir fs.FS, module string) (File, error) {
	data, err := fs.ReadFile(dir, module+".json")
	if err != nil {
		return File{}, err
	}
	var unit struct {
		Files []File `json:"files"`
	}
	if err := json.Unmarshal(data, &unit); err != nil {
		return File{}, fmt.Errorf("%s.json: %w", module, err)
	}
	i := slices.IndexFunc(unit.Files, func(f File) bool { return f.Name == module+".c" })
	if i < 0 {
		return File{}, fmt.Errorf("%s.json: nothing about %s.c", module, module)
	}
	return unit.Files[i], nil
}

// Only leaves those functions of the file, and their lines, for which keep says so.
func (f File) Only(keep func(function string) bool) File {
	f.Functions = slices.DeleteFunc(slices.Clone(f.Functions), func(fn Function) bool { return !keep(fn.Name) })
	f.Lines = slices.DeleteFunc(slices.Clone(f.Lines), func(l Line) bool { return !keep(l.Function) })
	return f
}
