package corpus

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"difftest/object"
)

func TestAddTags(t *testing.T) {
	c := Case{Object: "x.o", Conventions: []string{"MAP-01"}}
	err := c.AddTags([]object.Tag{
		{On: "prog", Value: "comment:test_expect_success"},
		{On: "prog", Value: "comment:test_retval=0"},
		{On: "prog", Value: "comment:test_convention=MAP-17"},
		{On: "counters", Value: "comment:test_convention=MAP-01"},
		{On: "bad", Value: "comment:test_expect_failure"},
		{On: "bad", Value: "comment:test_expect_msg=a=b"},
		{On: "bad", Value: "comment:test_expect_msg=c"},
		{On: "prog", Value: "exception_callback:cb"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"MAP-01", "MAP-17"}; !reflect.DeepEqual(c.Conventions, want) {
		t.Errorf("conventions %v, want %v", c.Conventions, want)
	}
	want := []Expectation{
		{Program: "prog", Verdict: VerdictSuccess, Retval: "0"},
		{Program: "bad", Verdict: VerdictFailure, Messages: []string{"a=b", "c"}},
	}
	if !reflect.DeepEqual(c.Expectations, want) {
		t.Errorf("got  %+v\nwant %+v", c.Expectations, want)
	}
}

func TestAddTagsRefusesUnknown(t *testing.T) {
	c := Case{Object: "x.o"}
	err := c.AddTags([]object.Tag{{On: "prog", Value: "comment:test_expect_sucess"}})
	if err == nil || !strings.Contains(err.Error(), `x.o: tag on prog: unknown test tag "comment:test_expect_sucess"`) {
		t.Errorf("error %v", err)
	}
}

// conventionID is the form of a convention's id: SEC-110, CORE-16b.
var conventionID = regexp.MustCompile(`^[A-Z]{3,4}-[0-9]{2,3}b?$`)

// Each committed object carries tags that are known, and each case names the conventions that it exercises.
func TestCommittedTags(t *testing.T) {
	objects, err := filepath.Glob("cases/*/*.o")
	if err != nil {
		t.Fatal(err)
	}
	if len(objects) == 0 {
		t.Fatal("no cases")
	}
	for _, path := range objects {
		c, err := LoadCase(path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		tags, err := objectTags(path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if err := c.AddTags(tags); err != nil {
			t.Error(err)
		}
		if len(c.Conventions) == 0 {
			t.Errorf("%s: names no convention", path)
		}
		for _, id := range c.Conventions {
			if !conventionID.MatchString(id) {
				t.Errorf("%s: %q is no convention's id", path, id)
			}
		}
	}
}

func objectTags(path string) ([]object.Tag, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	facts, err := object.Read(f)
	if err != nil {
		return nil, err
	}
	return facts.Tags, nil
}
