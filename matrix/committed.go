package matrix

import (
	"bytes"
	_ "embed" // the run is part of the program
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// File is where the standings of the recorded run stand, relative to the repository.
const File = "matrix/standings.json"

//go:embed standings.json
var committedText string

// Committed returns the standings of the run that is recorded in the repository. They are read once.
var Committed = sync.OnceValue(func() *Standings {
	s, err := Read(committedText)
	if err != nil {
		panic(err) // a test reads the same text
	}
	return s
})

// Encode writes standings as Read reads them, a case on a line, so that a change is seen where it is.
func (s *Standings) Encode() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n\"kernel\": %s, \"arch\": %s, \"cpus\": %d,\n", line(s.Kernel), line(s.Arch), s.CPUs)
	fmt.Fprintf(&b, "\"reference\": %s,\n\"loaders\": %s,\n\"conventions\": [\n", line(s.Reference), line(s.Loaders))
	for i, st := range s.Conventions {
		fmt.Fprintf(&b, "{\"id\": %s, \"cases\": [\n", line(st.ID))
		for j, c := range st.Cases {
			fmt.Fprintf(&b, " %s%s\n", line(c), comma(j, len(st.Cases)))
		}
		fmt.Fprintf(&b, "]}%s\n", comma(i, len(s.Conventions)))
	}
	b.WriteString("],\n\"sections\": [\n")
	for i, v := range s.Sections {
		fmt.Fprintf(&b, "%s%s\n", line(v), comma(i, len(s.Sections)))
	}
	b.WriteString("]\n}\n")
	return b.Bytes()
}

// line is the JSON of a value on one line. It cannot fail for the types of this package.
func line(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}

// comma is what stands behind element i of n.
func comma(i, n int) string {
	if i == n-1 {
		return ""
	}
	return ","
}

// Read reads what Encode wrote. It fails on fields that it does not know.
func Read(text string) (*Standings, error) {
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	var s Standings
	if err := dec.Decode(&s); err != nil {
		return nil, fmt.Errorf("standings: %w", err)
	}
	for _, st := range s.Conventions {
		for _, c := range st.Cases {
			if len(c.Results) != len(s.Loaders) {
				return nil, s.unlike(c.Object, c.Results)
			}
		}
	}
	for _, v := range s.Sections {
		if len(v.Results) != len(s.Loaders) {
			return nil, s.unlike(v.Object, v.Results)
		}
	}
	return &s, nil
}

// unlike says that an object does not have a result for each loader.
func (s *Standings) unlike(object string, results []Result) error {
	return fmt.Errorf("standings: %s: %d results of %d loaders", object, len(results), len(s.Loaders))
}
