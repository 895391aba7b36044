// Package known holds lists of known differences against a report: what a loader does otherwise than the reference, and
// somebody has written down with the reason. It decides which differences are excused and what makes a gate fail, and
// rewrites lists after a run. It reads and writes no files, and prints nothing. Start at Parse and Lists.Gate.
//
// # A list
//
// A list is a TOML file about one loader:
//
//	loader = "aya"
//	versions = ["0.14"]
//
//	[[known]]
//	object = "cases/maps/numa-node.o"
//	convention = "MAP-04"
//	key = "map spread numa_node"
//	reference = "4294967295"
//	got = "not set"
//	reason = "aya's map definitions have no numa_node: the field is skipped"
//	upstream = "https://github.com/aya-rs/aya/issues/1"
//
//	[[known]]
//	object = "cases/*/*.o"
//	convention = "DAT-14"
//	key = "map * value_type"
//	got = "not set"
//	count = 27
//	reason = "aya creates maps of data sections without BTF"
//
// The first entry that matches a difference takes it. What follows from a difference is known with it. An entry must
// match exactly as many differences as its count says. Only where the loader decides by chance which of them show, such
// as by the order of a hash table, it may say with least how few of them there may be.
package known

import (
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"difftest/diffreport"
	"difftest/filter"
)

// A List is one file of known differences of one loader.
type List struct {
	Path      string
	Loader    string   // as registered
	Reference string   // the loader that it was compared with; libbpf if the file does not say
	Versions  []string // of the loader, for entries that do not say; see Entry
	Entries   []*Entry

	text string // as it was read
}

// An Entry is one cause, of one or many differences.
type Entry struct {
	Where string // file and line, for people

	// Objects are patterns for paths of objects, as package filter matches them. Where there are none, the objects
	// meant are those that exercise the convention.
	Objects    []string
	Convention string // the id of the convention that the difference is about, or empty
	Key        string // of the difference; "*" stands for any text

	// Reference and Got are the values; nil stands for any. In both, {cpus} stands for the number of the target's CPUs,
	// {kernel} for the version of its kernel, "6.18.44", and {number} for any decimal number, where chance decides it: a
	// descriptor that a library takes for an offset.
	Reference, Got *string
	Fingerprint    string            // in their place, for long values: see Fingerprint
	Impact         diffreport.Impact // empty: any

	Versions []string // of the loader: "0.14" is 0.14, 0.14.0 and so on; none: any
	Kernels  []string // releases of the target's kernel, likewise
	Count    int      // how many differences it matches in a complete run
	Least    int      // how few, where the loader decides by chance; else the same as Count
	Reason   string   // an entry without one excuses nobody
	Upstream string   // URL of the public report, if there is one

	list  *List
	first int // index of the line of its header
}

// fileEntry is an entry as it is written.
type fileEntry struct {
	Object      oneOrMore         `toml:"object"`
	Convention  string            `toml:"convention"`
	Key         string            `toml:"key"`
	Reference   *string           `toml:"reference"`
	Got         *string           `toml:"got"`
	Fingerprint string            `toml:"fingerprint"`
	Impact      diffreport.Impact `toml:"impact"`
	Versions    []string          `toml:"versions"`
	Kernels     []string          `toml:"kernels"`
	Count       *int              `toml:"count"`
	Least       *int              `toml:"least"`
	Reason      string            `toml:"reason"`
	Upstream    string            `toml:"upstream"`
}

// oneOrMore is a string or a list of strings.
type oneOrMore []string

// UnmarshalTOML implements toml.Unmarshaler.
func (o *oneOrMore) UnmarshalTOML(v any) error {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	for _, element := range list {
		s, ok := element.(string)
		if !ok {
			return fmt.Errorf("%v is neither a string nor a list of strings", v)
		}
		*o = append(*o, s)
	}
	return nil
}

// Parse reads the text of a list. An unknown key and an entry that could match anything are errors; one without a
// reason is not: it fails the gate.
func Parse(path, text string) (*List, error) {
	var file struct {
		Loader    string      `toml:"loader"`
		Reference string      `toml:"reference"`
		Versions  []string    `toml:"versions"`
		Known     []fileEntry `toml:"known"`
	}
	meta, err := toml.Decode(text, &file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	unknown := slices.DeleteFunc(slices.Clone(meta.Keys()), func(key toml.Key) bool {
		return key.String() == strings.ToLower(key.String()) // the decoder takes "Key" for "key"
	})
	if unknown = append(unknown, meta.Undecoded()...); len(unknown) > 0 {
		return nil, fmt.Errorf("%s: unknown key %s", path, unknown[0])
	}
	if file.Loader == "" {
		return nil, fmt.Errorf("%s: no loader: which is the list about?", path)
	}
	l := &List{Path: path, Loader: file.Loader, Reference: file.Reference, Versions: file.Versions, text: text}
	if l.Reference == "" {
		l.Reference = diffreport.DefaultReference
	}
	headers := headerLines(splitLines(text))
	if len(headers) != len(file.Known) {
		return nil, fmt.Errorf("%s: %d entries but %d lines [[known]]: write each header on a line of its own",
			path, len(file.Known), len(headers))
	}
	for i, f := range file.Known {
		e := f.entry(l, headers[i])
		if err := e.check(); err != nil {
			return nil, fmt.Errorf("%s: %w", e.Where, err)
		}
		l.Entries = append(l.Entries, e)
	}
	return l, nil
}

func (f fileEntry) entry(l *List, line int) *Entry {
	e := &Entry{
		Where:   fmt.Sprintf("%s:%d", l.Path, line+1),
		Objects: f.Object, Convention: f.Convention, Key: f.Key,
		Reference: f.Reference, Got: f.Got, Fingerprint: f.Fingerprint, Impact: f.Impact,
		Versions: f.Versions, Kernels: f.Kernels, Count: 1, Reason: strings.TrimSpace(f.Reason), Upstream: f.Upstream,
		list: l, first: line,
	}
	if f.Count != nil {
		e.Count = *f.Count
	}
	e.Least = e.Count
	if f.Least != nil {
		e.Least = *f.Least
	}
	if e.Versions == nil {
		e.Versions = l.Versions
	}
	return e
}

// check returns what is wrong with an entry, or nil.
func (e *Entry) check() error {
	for _, pattern := range e.Objects {
		if err := filter.Check(pattern); err != nil {
			return err
		}
	}
	values := e.Reference != nil || e.Got != nil
	switch {
	case len(e.Objects) == 0 && e.Convention == "":
		return fmt.Errorf("neither object nor convention")
	case e.Key == "":
		return fmt.Errorf("no key")
	case !values && e.Fingerprint == "":
		return fmt.Errorf("no value: give reference, got or fingerprint")
	case values && e.Fingerprint != "":
		return fmt.Errorf("a fingerprint stands for reference and got: give it alone")
	case e.Impact != "" && !slices.Contains(diffreport.Impacts, e.Impact):
		return fmt.Errorf("impact %q is not known", e.Impact)
	case e.Count < 1:
		return fmt.Errorf("count %d: an entry that matches nothing is left out", e.Count)
	case e.Least < 0 || e.Least > e.Count:
		return fmt.Errorf("least %d: it is from 0 to the count, %d", e.Least, e.Count)
	case e.Upstream != "" && !strings.HasPrefix(e.Upstream, "https://"):
		return fmt.Errorf("upstream %q is no https:// address", e.Upstream)
	}
	return nil
}
