package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/BurntSushi/toml"
)

// A Row is a damaged object of a table: which one it is made of, and how.
type Row struct {
	Object    string   `toml:"object"`    // where it is written to, relative to the table
	From      string   `toml:"from"`      // the sound object, relative to the table
	Mutations []string `toml:"mutations"` // changes, each of the object as it is in the beginning
}

// ParseTable reads a table of damaged objects. A row that lacks something, an object that is twice there and an unknown key
// are errors.
func ParseTable(text string) ([]Row, error) {
	var table struct {
		Row []Row `toml:"row"`
	}
	meta, err := toml.Decode(text, &table)
	if err != nil {
		return nil, err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("unknown key %q", unknown[0].String())
	}
	seen := map[string]bool{}
	for i, row := range table.Row {
		if row.Object == "" || row.From == "" || len(row.Mutations) == 0 {
			return nil, fmt.Errorf("row %d (%s): object, from and mutations are needed", i, row.Object)
		}
		if seen[row.Object] {
			return nil, fmt.Errorf("row %d (%s): twice there", i, row.Object)
		}
		seen[row.Object] = true
	}
	return table.Row, nil
}

// Make makes the row's object of the sound one.
func (row Row) Make(sound []byte) ([]byte, error) {
	damaged := sound
	for _, text := range row.Mutations {
		m, err := Parse(text)
		if err != nil {
			return nil, err
		}
		change, err := Apply(sound, m)
		if err != nil {
			return nil, err
		}
		damaged = merge(sound, damaged, change)
	}
	return damaged, nil
}

// merge makes in damaged what change has changed of sound. All mutations are of the sound object, since places are not
// found in a damaged one.
func merge(sound, damaged, change []byte) []byte {
	merged := append([]byte(nil), damaged[:min(len(damaged), len(change))]...)
	for i := range merged {
		if change[i] != sound[i] {
			merged[i] = change[i]
		}
	}
	return merged
}

// writeTable writes a table's objects below a folder, from the sound ones that stand there or beside the table.
func writeTable(path, out string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	rows, err := ParseTable(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for _, row := range rows {
		sound, err := readFirst(filepath.Join(out, row.From), filepath.Join(filepath.Dir(path), row.From))
		if err != nil {
			return fmt.Errorf("%s: %w", row.Object, err)
		}
		damaged, err := row.Make(sound)
		if err != nil {
			return fmt.Errorf("%s: %w", row.Object, err)
		}
		if err := writeIfChanged(filepath.Join(out, row.Object), damaged); err != nil {
			return err
		}
	}
	return nil
}

// writeIfChanged writes a file that has other bytes, or is not there.
func writeIfChanged(path string, data []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// readFirst reads the first of several files that is there.
func readFirst(paths ...string) (data []byte, err error) {
	for _, path := range paths {
		if data, err = os.ReadFile(path); err == nil {
			return data, nil
		}
	}
	return nil, err
}
