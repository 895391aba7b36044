package corpus

import "fmt"

// A Measured is one row of measured.toml: a difference between a loader and the reference that has been measured, and
// that a run over the corpus must show again.
type Measured struct {
	ID          string   `toml:"id"`          // "S1" of the silent ones, "A3" of the opposite verdicts; rows may share it
	What        string   `toml:"what"`        // one line for people
	Conventions []string `toml:"conventions"` // ids of the conventions it is about
	Object      string   `toml:"object"`      // relative to corpus/
	Loader      string   `toml:"loader"`      // as registered
	Key         string   `toml:"key"`         // key of the difference, as reports print it
	Kind        string   `toml:"kind"`        // kind of the difference, as reports print it
	Impact      string   `toml:"impact"`      // impact of the difference, as reports print it
	Security    bool     `toml:"security"`    // the loader accepts what the reference refuses for safety

	// Unshowable says why no run here can show it. Key, kind and impact are then what would be expected elsewhere.
	Unshowable string `toml:"unshowable"`
}

// ParseMeasured reads the text of measured.toml. A row without id, text, object, loader, key, kind or impact is an
// error, and so is an unknown key.
func ParseMeasured(text string) ([]Measured, error) {
	var table struct {
		Row []Measured `toml:"row"`
	}
	if err := decodeStrict(text, &table); err != nil {
		return nil, fmt.Errorf("measured: %w", err)
	}
	for i, row := range table.Row {
		if lacking := row.lacking(); lacking != "" {
			return nil, fmt.Errorf("measured: row %d (%s): no %s", i, row.ID, lacking)
		}
	}
	return table.Row, nil
}

// lacking returns the name of a field that the row must have and has not, or "".
func (m Measured) lacking() string {
	needed := []struct{ name, value string }{
		{"id", m.ID}, {"what", m.What}, {"object", m.Object}, {"loader", m.Loader},
		{"key", m.Key}, {"kind", m.Kind}, {"impact", m.Impact},
	}
	if m.Unshowable != "" {
		needed = needed[:2]
	}
	for _, field := range needed {
		if field.value == "" {
			return field.name
		}
	}
	return ""
}
