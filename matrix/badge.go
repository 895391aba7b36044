package matrix

import (
	"fmt"

	"difftest/corpus"
)

// A badge is what https://shields.io/badges/endpoint-badge reads.
type badge struct {
	SchemaVersion int    `json:"schemaVersion"`
	Label         string `json:"label"`
	Message       string `json:"message"`
	Color         string `json:"color"`
}

// Badges returns, by the name of its file, the JSON of a badge for each loader and version: "parity 214/240".
func Badges(table *corpus.Conventions, s *Standings) map[string][]byte {
	out := map[string][]byte{}
	parities := s.Parities(table, "")
	for i, l := range s.Loaders {
		p := parities[i]
		out[fmt.Sprintf("%s-%s.json", l.Name, l.Version)] = append(line(badge{
			SchemaVersion: 1,
			Label:         l.String(),
			Message:       fmt.Sprintf("parity %d/%d", p.Same, p.Of),
			Color:         p.color(),
		}), '\n')
	}
	return out
}

// The shares of conventions from which on a badge is green and yellow, in percent.
const (
	greenFrom  = 90
	yellowFrom = 60
)

func (p Parity) color() string {
	switch {
	case p.Of == 0:
		return "lightgrey"
	case 100*p.Same >= greenFrom*p.Of:
		return "brightgreen"
	case 100*p.Same >= yellowFrom*p.Of:
		return "yellow"
	}
	return "orange"
}
