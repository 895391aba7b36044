package corpus

import (
	"fmt"
	"strings"

	"difftest/object"
)

// commentPrefix starts the declaration tags that speak to a test runner. Others belong to the program.
const commentPrefix = "comment:"

// An Expectation is what the tags of one function say of it.
type Expectation struct {
	Program     string   // name of the function
	Verdict     Verdict  // of loading it; empty: not said
	Retval      string   // what a run returns, as written; empty: not said
	Messages    []string // texts that the verifier log contains, in order
	Description string
	LogLevel    string   // as written; empty: not said
	Flags       []string // program flags as written, to be or'ed
	Auxiliary   bool     // not a test of its own, loaded with the others
}

// AddTags takes over what an object's tags say: conventions and expectations. Tags that are not for a test runner are
// passed over; one that is, and is not known, is an error that names it.
func (c *Case) AddTags(tags []object.Tag) error {
	index := map[string]int{}
	for i, e := range c.Expectations {
		index[e.Program] = i
	}
	for _, tag := range tags {
		text, ok := strings.CutPrefix(tag.Value, commentPrefix)
		if !ok {
			continue
		}
		name, value, _ := strings.Cut(text, "=")
		if name == "test_convention" {
			c.addConvention(value)
			continue
		}
		i, ok := index[tag.On]
		if !ok {
			i = len(c.Expectations)
			index[tag.On] = i
			c.Expectations = append(c.Expectations, Expectation{Program: tag.On})
		}
		if !c.Expectations[i].set(name, value) {
			return fmt.Errorf("%s: tag on %s: unknown test tag %q", c.Object, tag.On, tag.Value)
		}
	}
	return nil
}

// set applies one tag and reports whether it is known.
func (e *Expectation) set(name, value string) bool {
	switch name {
	case "test_expect_success":
		e.Verdict = VerdictSuccess
	case "test_expect_failure":
		e.Verdict = VerdictFailure
	case "test_expect_msg":
		e.Messages = append(e.Messages, value)
	case "test_retval":
		e.Retval = value
	case "test_description":
		e.Description = value
	case "test_log_level":
		e.LogLevel = value
	case "test_prog_flags":
		e.Flags = append(e.Flags, value)
	case "test_auxiliary":
		e.Auxiliary = true
	default:
		return false
	}
	return true
}
