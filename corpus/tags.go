package corpus

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"difftest/object"
)

// commentPrefix starts the declaration tags that speak to a test runner. Others belong to the program.
const commentPrefix = "comment:"

// An Expectation is what the tags of one function say of it. The tags are those of the kernel's selftests, in each of
// the spellings that they have had; the corpus has some of its own beside them.
// https://github.com/kernel-patches/bpf/blob/059912c0e7ac7c684acc8b086cb6d49ac92cd659/tools/testing/selftests/bpf/progs/bpf_misc.h
type Expectation struct {
	Program string // name of the function

	Mode              // what a loader with every privilege sees
	Unprivileged Mode // the same without CAP_SYS_ADMIN, CAP_NET_ADMIN, CAP_PERFMON and CAP_BPF

	Description string
	Skip        string   // why it is not to be tested; empty: it is
	LogLevel    string   // as written; empty: not said
	LogAlways   bool     // the verifier log is to be shown whatever happens
	Flags       []string // program flags as written, to be or'ed; "!" in front takes one away
	Archs       []string // architectures that it is for, as written: "X86_64"; none: all
	Caps        string   // capabilities kept without privileges, as written: "21|39"
	LoadMode    string   // "jited" or "no_jited"; empty: both
	LinearSize  string   // bytes of a test packet's linear part, as written; empty: all
	BTFPath     string   // object whose BTF stands for the kernel's
	FuncBTFPath string   // object whose BTF has the names of the functions' parameters
	Changes     []Change // what runs leave in maps
	Run         string   // how runs end, as in a recording; empty: they are done
}

// A Change is what a run leaves in a map.
type Change struct {
	Input string // name of the run's input; empty: the first of the program's type
	Text  string // as the canonical form writes it: "hits[0x06] = 0x32"
}

func parseChange(text string) Change {
	before, after, ok := strings.Cut(text, ": ")
	if !ok || strings.Contains(before, "[") {
		return Change{Text: text}
	}
	return Change{Input: before, Text: after}
}

// A Mode is what is expected of a function with or without privileges. Patterns are in the order of the source, with
// "{{" and "}}" around what is a regular expression.
type Mode struct {
	Verdict   Verdict   // of loading it; empty: not said
	Retval    string    // what a run returns, as written; empty: not said
	Messages  []Pattern // of the verifier log
	Xlated    []string  // of the instructions after the verifier; "..." skips lines
	Jited     []string  // of the machine's instructions; "..." skips lines
	Stderr    []string  // of what the program writes to its error stream
	Stdout    []string  // of what the program writes to its output stream
	Auxiliary bool      // not a test of its own, loaded with the others
}

// A Pattern is a text that a log has, or has not.
type Pattern struct {
	Text   string
	Absent bool
}

// modeTags are the tags that also exist with "_unpriv" behind the name. A tag that takes a value has a name that ends
// in "=".
var modeTags = map[string]func(m *Mode, value string){
	"test_expect_success":  func(m *Mode, _ string) { m.Verdict = VerdictSuccess },
	"test_expect_failure":  func(m *Mode, _ string) { m.Verdict = VerdictFailure },
	"test_auxiliary":       func(m *Mode, _ string) { m.Auxiliary = true },
	"test_retval=":         func(m *Mode, value string) { m.Retval = value },
	"test_expect_msg=":     func(m *Mode, value string) { m.Messages = append(m.Messages, Pattern{Text: value}) },
	"test_expect_not_msg=": func(m *Mode, value string) { m.Messages = append(m.Messages, Pattern{value, true}) },
	"test_expect_xlated=":  func(m *Mode, value string) { m.Xlated = append(m.Xlated, value) },
	"test_expect_stderr=":  func(m *Mode, value string) { m.Stderr = append(m.Stderr, value) },
	"test_expect_stdout=":  func(m *Mode, value string) { m.Stdout = append(m.Stdout, value) },
	"test_jited=":          func(m *Mode, value string) { m.Jited = append(m.Jited, value) },
}

// functionTags are the tags that say the same with and without privileges.
var functionTags = map[string]func(e *Expectation, value string){
	"test_description=":   func(e *Expectation, value string) { e.Description = value },
	"test_skip=":          func(e *Expectation, value string) { e.Skip = value },
	"test_log_level=":     func(e *Expectation, value string) { e.LogLevel = value },
	"test_log_always":     func(e *Expectation, _ string) { e.LogAlways = true },
	"test_prog_flags=":    func(e *Expectation, value string) { e.Flags = append(e.Flags, value) },
	"test_arch=":          func(e *Expectation, value string) { e.Archs = append(e.Archs, value) },
	"test_caps_unpriv=":   func(e *Expectation, value string) { e.Caps = value },
	"test_linear_size=":   func(e *Expectation, value string) { e.LinearSize = value },
	"test_btf_path=":      func(e *Expectation, value string) { e.BTFPath = value },
	"test_btf_func_path=": func(e *Expectation, value string) { e.FuncBTFPath = value },
	"load_mode=":          func(e *Expectation, value string) { e.LoadMode = value },
	"test_run=":           func(e *Expectation, value string) { e.Run = value },
	"test_changes=":       func(e *Expectation, value string) { e.Changes = append(e.Changes, parseChange(value)) },
}

// caseTags are the tags of this corpus, on any function or variable.
var caseTags = map[string]func(c *Case, value string){
	"test_convention=": func(c *Case, value string) { addOnce(&c.Conventions, value) },
	"test_report=":     func(c *Case, value string) { addOnce(&c.Reports, value) },
}

// needsTag says what the case needs of a target, on any function or variable.
const needsTag = "test_needs="

// AddTags takes over what an object's tags say: conventions, reports and expectations. Tags that are not for a test
// runner are passed over; one that is, and is not known, is an error that names it.
func (c *Case) AddTags(tags []object.Tag) error {
	index := map[string]int{}
	for i, e := range c.Expectations {
		index[e.Program] = i
	}
	for _, tag := range testTags(tags) {
		if tag.name == needsTag {
			if err := c.addNeed(Need(tag.value)); err != nil {
				return fmt.Errorf("%s: tag on %s: %w", c.Object, tag.where(), err)
			}
			continue
		}
		if set := caseTags[tag.name]; set != nil {
			set(c, tag.value)
			continue
		}
		i, ok := index[tag.On]
		if !ok {
			i = len(c.Expectations)
			index[tag.On] = i
			c.Expectations = append(c.Expectations, Expectation{Program: tag.On})
		}
		if !c.Expectations[i].set(tag.name, tag.value) {
			return fmt.Errorf("%s: tag on %s: unknown test tag %q", c.Object, tag.where(), tag.Value)
		}
	}
	return nil
}

// set applies one tag and reports whether it is known.
func (e *Expectation) set(name, value string) bool {
	if set := functionTags[name]; set != nil {
		set(e, value)
		return true
	}
	mode := &e.Mode
	if bare, isUnpriv := strings.CutSuffix(strings.TrimSuffix(name, "="), "_unpriv"); isUnpriv {
		mode = &e.Unprivileged
		name = bare + name[len(bare)+len("_unpriv"):]
	}
	if set := modeTags[name]; set != nil {
		set(mode, value)
		return true
	}
	return false
}

// A testTag is a tag for a test runner, taken apart.
type testTag struct {
	object.Tag
	name, value string // the name with its "=", if it has one
	place       uint64 // where it stands in the source, among those that say so
}

// where says for people where the tag stands, with file and line where they are known.
func (t testTag) where() string {
	if t.Place == "" {
		return t.On
	}
	return t.On + " (" + t.Place + ")"
}

// testTags returns the tags that are for a test runner, in the order of the source as far as they say it: compilers
// write them in any order, and the selftests number them for that reason.
func testTags(tags []object.Tag) []testTag {
	var found []testTag
	for _, tag := range tags {
		if text, ok := strings.CutPrefix(tag.Value, commentPrefix); ok {
			found = append(found, parseTag(tag, text))
		}
	}
	slices.SortStableFunc(found, func(a, b testTag) int {
		switch {
		case a.place < b.place:
			return -1
		case a.place > b.place:
			return 1
		}
		return 0
	})
	return found
}

// parseTag takes a tag apart. Older kernels and this corpus write "name=value"; newer ones number patterns, as in
// "name=7=value", or every tag, as in "7:name=value". Hence an unnumbered value cannot start with a number and "=".
func parseTag(tag object.Tag, text string) testTag {
	t := testTag{Tag: tag}
	text = t.cutPlace(text, ":")
	t.name = text
	if i := strings.IndexByte(text, '='); i >= 0 {
		t.name, t.value = text[:i+1], t.cutPlace(text[i+1:], "=")
	}
	return t
}

// cutPlace cuts a number and separator off the front of text, if they are there, and notes the number.
func (t *testTag) cutPlace(text, separator string) string {
	digits, rest, ok := strings.Cut(text, separator)
	if !ok {
		return text
	}
	place, err := strconv.ParseUint(digits, 10, 32)
	if err != nil {
		return text
	}
	t.place = place
	return rest
}
