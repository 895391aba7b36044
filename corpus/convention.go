package corpus

import (
	_ "embed" // the table is part of the program
	"fmt"
	"regexp"
	"strings"
	"sync"

	"difftest/object"
)

// A Convention is one way in which libbpf handles objects that a loader may follow or not: one row of conventions.toml.
type Convention struct {
	ID     string `toml:"id"`     // "MAP-17": what cases, reports and the support matrix call it
	Title  string `toml:"title"`  // a few words for people
	Libbpf string `toml:"libbpf"` // what libbpf does
	Source string `toml:"source"` // permalink to where it does it, or to the kernel commit that says so
	Since  string `toml:"since"`  // first version of libbpf that does, "1.5"; empty: long ago, or not known
	Level  Level  `toml:"level"`

	// Unshown says why no case shows it. Empty where there is one.
	Unshown string `toml:"unshown"`
}

// Level says how much a loader's users can count on a convention.
type Level string

// The levels.
const (
	LevelRequired    Level = "required"    // an object that relies on it means something else, or nothing, without it
	LevelRecommended Level = "recommended" // objects are written for it; a loader may do otherwise and say so
	LevelDeliberate  Level = "deliberate"  // libbpf's own choice or interface: others do well to choose otherwise
)

// A Group is the conventions whose ids begin alike.
type Group struct {
	Prefix string `toml:"prefix"` // "MAP"
	Title  string `toml:"title"`
}

// Conventions are the table of conventions, in its order.
type Conventions struct {
	Groups []Group
	List   []Convention
	byID   map[string]int
}

// ByID returns the convention with an id.
func (c *Conventions) ByID(id string) (Convention, bool) {
	i, ok := c.byID[id]
	if !ok {
		return Convention{}, false
	}
	return c.List[i], true
}

// GroupOf returns the prefix of an id: "MAP" of "MAP-17".
func GroupOf(id string) string {
	prefix, _, _ := strings.Cut(id, "-")
	return prefix
}

//go:embed conventions.toml
var conventionsText string

// AllConventions returns the table that belongs to the program. It is read once.
var AllConventions = sync.OnceValue(func() *Conventions {
	c, err := ParseConventions(conventionsText)
	if err != nil {
		panic(err) // a test reads the same text
	}
	return c
})

// ParseConventions reads the text of conventions.toml. An unknown key, an id that is twice there or of no group, and a
// row that lacks something are errors.
func ParseConventions(text string) (*Conventions, error) {
	var table struct {
		Group      []Group      `toml:"group"`
		Convention []Convention `toml:"convention"`
	}
	if err := decodeStrict(text, &table); err != nil {
		return nil, fmt.Errorf("conventions: %w", err)
	}
	groups := map[string]bool{}
	for _, g := range table.Group {
		if g.Prefix == "" || g.Title == "" || groups[g.Prefix] {
			return nil, fmt.Errorf("conventions: group %q: no prefix, no title, or twice there", g.Prefix)
		}
		groups[g.Prefix] = true
	}
	c := &Conventions{Groups: table.Group, List: table.Convention, byID: map[string]int{}}
	for i, row := range c.List {
		if err := row.check(groups); err != nil {
			return nil, fmt.Errorf("conventions: row %d (%s): %w", i, row.ID, err)
		}
		if _, twice := c.byID[row.ID]; twice {
			return nil, fmt.Errorf("conventions: row %d: %s is twice there", i, row.ID)
		}
		c.byID[row.ID] = i
	}
	return c, nil
}

var (
	// idForm is the form of an id: SEC-110, CORE-16b.
	idForm = regexp.MustCompile(`^[A-Z]{3,4}-[0-9]{2,3}b?$`)
	// permalink is the form of a source: lines of libbpf at a release, or a file or commit of the kernel at a hash.
	permalink = regexp.MustCompile(`^https://github\.com/(libbpf/libbpf/(blob|tree)/v[0-9.]+/src/[a-z_.]+(#L[0-9]+(-L[0-9]+)?)?|` +
		`torvalds/linux/(commit/[0-9a-f]{40}|blob/[0-9a-f]{40}/.+))$`)
	version = regexp.MustCompile(`^[0-9]+\.[0-9]+(\.[0-9]+)?$`)
)

// check returns what is wrong with a row, or nil.
func (c Convention) check(groups map[string]bool) error {
	switch {
	case !idForm.MatchString(c.ID):
		return fmt.Errorf("%q is no convention's id", c.ID)
	case !groups[GroupOf(c.ID)]:
		return fmt.Errorf("no group %s", GroupOf(c.ID))
	case c.Title == "":
		return fmt.Errorf("no title")
	case c.Libbpf == "":
		return fmt.Errorf("no libbpf: what does it do?")
	case !permalink.MatchString(c.Source):
		return fmt.Errorf("source %q is no permalink to libbpf or the kernel", c.Source)
	case c.Since != "" && !version.MatchString(c.Since):
		return fmt.Errorf("since %q is no version", c.Since)
	}
	switch c.Level {
	case LevelRequired, LevelRecommended, LevelDeliberate:
		return nil
	}
	return fmt.Errorf("level %q is not known", c.Level)
}

// TaggedConvention returns the id of the convention that a tag names, if it names one.
func TaggedConvention(tag object.Tag) (id string, ok bool) {
	for _, t := range testTags([]object.Tag{tag}) {
		if t.name == "test_convention=" {
			return t.value, true
		}
	}
	return "", false
}
