package corpus

//go:generate go run ./gen

import (
	_ "embed" // the table is part of the program
	"fmt"
	"strings"
	"sync"
)

// A Section is one section name that libbpf knows: one row of sections.toml, from which the cases of it are made.
type Section struct {
	ID          string `toml:"id"`           // the convention that the name stands for: "SEC-004"
	Name        string `toml:"name"`         // as libbpf has it: "xdp", or "kprobe+" where a target may follow
	Target      string `toml:"target"`       // what follows in the canonical form
	NeedsTarget bool   `toml:"needs_target"` // libbpf refuses to load a program without one
	Needs       Need   `toml:"needs"`        // what the canonical form needs of a target
	Returns     int    `toml:"returns"`      // what the program returns, so that the kernel takes it
	// Verdict is libbpf's of the canonical form, if all kernels agree on it.
	Verdict Verdict `toml:"verdict"`
	With    string  `toml:"with"` // C text that must follow the program, such as the map that uses it
}

// A Form is a way of writing a section name.
type Form string

// The forms. Each section has four of them: canonical, one of bare and target, letters, optional.
const (
	FormCanonical Form = "canonical" // SEC("xdp"), SEC("kprobe/do_nanosleep")
	FormBare      Form = "bare"      // SEC("kprobe"): no target where one may follow
	FormTarget    Form = "target"    // SEC("xdp/x"): a target where none may follow
	FormLetters   Form = "letters"   // SEC("xdp_x")
	FormOptional  Form = "optional"  // SEC("?xdp")
)

// A Variant is a section in one form: one case.
type Variant struct {
	Section
	Form        Form
	Object      string   // path of the case's object, relative to corpus/
	As          string   // the name as it is written in the case
	Conventions []string // what the case shows: the section's own id in the canonical form, else that of the form
	Verdict     Verdict  // libbpf's, if all kernels agree on it
	Needs       Need
	With        string
}

// Variants returns the section in its four forms.
func (s Section) Variants() []Variant {
	bare, takesTarget := strings.CutSuffix(s.Name, "+")
	canonical := Variant{Form: FormCanonical, As: bare, Conventions: []string{s.ID}, Verdict: s.Verdict, Needs: s.Needs, With: s.With}
	second := Variant{Form: FormTarget, As: bare + "/x", Conventions: []string{"SEC-112"}, Verdict: VerdictFailure}
	if takesTarget {
		canonical.As = bare + "/" + s.Target
		second = Variant{Form: FormBare, As: bare, Conventions: []string{"SEC-110"}, Verdict: s.Verdict, With: s.With}
	}
	if s.NeedsTarget {
		second.Conventions, second.Verdict = append(second.Conventions, "ATT-03"), VerdictFailure
	}
	variants := []Variant{
		canonical,
		second,
		{Form: FormLetters, As: bare + "_x", Conventions: []string{"SEC-113"}, Verdict: VerdictFailure},
		{Form: FormOptional, As: "?" + canonical.As, Conventions: []string{"SEC-115"}},
	}
	for i := range variants {
		v := &variants[i]
		v.Section = s
		v.Object = "cases/sec/" + strings.ReplaceAll(bare, "/", "-") + "-" + string(v.Form) + ".o"
	}
	return variants
}

//go:embed sections.toml
var sectionsText string

// AllSections returns the section names that libbpf knows, in its order. They are read once.
var AllSections = sync.OnceValue(func() []Section {
	sections, err := ParseSections(sectionsText)
	if err != nil {
		panic(err) // a test reads the same text
	}
	return sections
})

// ParseSections reads the text of sections.toml. An unknown key, and a row without id or name, are errors.
func ParseSections(text string) ([]Section, error) {
	var table struct {
		Section []Section `toml:"section"`
	}
	if err := decodeStrict(text, &table); err != nil {
		return nil, fmt.Errorf("sections: %w", err)
	}
	for i, s := range table.Section {
		if s.ID == "" || s.Name == "" {
			return nil, fmt.Errorf("sections: row %d: id and name are needed", i)
		}
		if strings.HasSuffix(s.Name, "+") != (s.Target != "") {
			return nil, fmt.Errorf("sections: row %d (%s): a target is given where the name takes one, and only there", i, s.Name)
		}
	}
	return table.Section, nil
}
