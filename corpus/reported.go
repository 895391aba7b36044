package corpus

import "fmt"

// A Report is one row of reported.toml: a public report of a defect in a loader, and the cases that show what it is
// about, or why there is none.
type Report struct {
	ID    string   `toml:"id"`    // "aya-rs/aya#28", "libbpf/libbpf@6028cec5"; "code:words" was found by reading source
	Also  []string `toml:"also"`  // further threads and commits about the same
	Title string   `toml:"title"` // what went wrong, one line for people
	State State    `toml:"state"`

	Cases  []string `toml:"cases"`  // objects that show it, relative to corpus/
	Shows  string   `toml:"shows"`  // what of it the cases show, where that is not all
	Reason string   `toml:"reason"` // why no case can show it
}

// State says whether a report has cases.
type State string

// The states.
const (
	StateCase     State = "case"
	StateNotShown State = "not shown"
)

// ParseReported reads the text of reported.toml. An unknown key, an id that is twice there, and a row that lacks what its
// state asks for, or has what its state does not allow, are errors.
func ParseReported(text string) ([]Report, error) {
	var table struct {
		Report []Report `toml:"report"`
	}
	if err := decodeStrict(text, &table); err != nil {
		return nil, fmt.Errorf("reported: %w", err)
	}
	seen := map[string]bool{}
	for i, r := range table.Report {
		if fault := r.fault(); fault != "" {
			return nil, fmt.Errorf("reported: row %d (%s): %s", i, r.ID, fault)
		}
		if seen[r.ID] {
			return nil, fmt.Errorf("reported: row %d (%s): twice there", i, r.ID)
		}
		seen[r.ID] = true
	}
	return table.Report, nil
}

// fault says what is wrong with a row by itself, or "".
func (r Report) fault() string {
	switch {
	case r.ID == "":
		return "no id"
	case r.Title == "":
		return "no title"
	case r.State == StateCase && len(r.Cases) == 0:
		return "no cases"
	case r.State == StateCase && r.Reason != "":
		return "a reason beside cases"
	case r.State == StateNotShown && r.Reason == "":
		return "no reason"
	case r.State == StateNotShown && (len(r.Cases) > 0 || r.Shows != ""):
		return "cases beside a reason"
	case r.State != StateCase && r.State != StateNotShown:
		return fmt.Sprintf("state %q is neither %q nor %q", r.State, StateCase, StateNotShown)
	}
	return ""
}
