package corpus

import (
	"fmt"
	"strings"
)

// A Crash is one row of crashes.toml: an object on which a library crashes, or never comes back. Such a pair is reported as
// broken whatever this table says; the table tells those that are understood from those that are new.
type Crash struct {
	Object string `toml:"object"` // relative to corpus/; a row in the file may name several as objects
	Loader string `toml:"loader"` // as registered
	What   string `toml:"what"`   // one line for people
	Source string `toml:"source"` // permalink to the line where it happens
}

// Hidden reports whether a search in folders does not find the object, since it is the reference that breaks on it and
// nothing can be compared.
func (c Crash) Hidden() bool { return strings.HasSuffix(c.Object, hiddenEnding) }

// hiddenEnding is the ending of objects on which the reference breaks.
const hiddenEnding = ".broken"

// ParseCrashes reads the text of crashes.toml. An unknown key, a row that lacks something and a pair that is twice there
// are errors.
func ParseCrashes(text string) ([]Crash, error) {
	var table struct {
		Crash []struct {
			Crash
			Objects []string `toml:"objects"`
		} `toml:"crash"`
	}
	if err := decodeStrict(text, &table); err != nil {
		return nil, fmt.Errorf("crashes: %w", err)
	}
	var crashes []Crash
	seen := map[[2]string]bool{}
	for i, row := range table.Crash {
		if row.Objects == nil {
			row.Objects = []string{row.Object}
		}
		for _, object := range row.Objects {
			c := row.Crash
			c.Object = object
			if c.Object == "" || c.Loader == "" || c.What == "" || c.Source == "" {
				return nil, fmt.Errorf("crashes: row %d (%s): object, loader, what and source are needed", i, c.Object)
			}
			pair := [2]string{c.Object, c.Loader}
			if seen[pair] {
				return nil, fmt.Errorf("crashes: row %d (%s by %s): twice there", i, c.Object, c.Loader)
			}
			seen[pair] = true
			crashes = append(crashes, c)
		}
	}
	return crashes, nil
}
