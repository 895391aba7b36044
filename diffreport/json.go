package diffreport

import (
	"encoding/json"
	"fmt"
	"io"
)

// WriteJSON writes the report as JSON, schema 1. The same report always gives the same bytes.
func WriteJSON(w io.Writer, r *Report) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r.filled()); err != nil {
		return fmt.Errorf("json report: %w", err)
	}
	return nil
}

// filled returns r with empty lists in place of nil ones, so that a reader finds a list where the schema has one.
func (r *Report) filled() *Report {
	out := *r
	out.Results = make([]Result, len(r.Results))
	for i, result := range r.Results {
		result.Programs = append([]Program{}, result.Programs...)
		result.Differences = append([]Difference{}, result.Differences...)
		for j := range result.Differences {
			result.Differences[j].Conventions = append([]string{}, result.Differences[j].Conventions...)
		}
		out.Results[i] = result
	}
	return &out
}

// ReadJSON reads a report that WriteJSON wrote. What the JSON report does not hold is empty. It fails on another
// schema and on fields that schema 1 does not have; the report is not usable then.
func ReadJSON(r io.Reader) (*Report, error) {
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	var report Report
	if err := dec.Decode(&report); err != nil {
		return nil, fmt.Errorf("json report: %w", err)
	}
	if report.Schema != Schema {
		return nil, fmt.Errorf("json report: schema %d, want %d", report.Schema, Schema)
	}
	return &report, nil
}
