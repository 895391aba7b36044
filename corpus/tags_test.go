package corpus

import (
	"fmt"
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
		{On: "counters", Value: "comment:test_report=aya-rs/aya#28"},
		{On: "bad", Value: "comment:test_expect_failure"},
		{On: "bad", Value: "comment:test_expect_msg=a=b"},
		{On: "bad", Value: "comment:test_expect_msg=c"},
		{On: "bad", Value: "comment:test_report=aya-rs/aya#28"},
		{On: "prog", Value: "exception_callback:cb"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"MAP-01", "MAP-17"}; !reflect.DeepEqual(c.Conventions, want) {
		t.Errorf("conventions %v, want %v", c.Conventions, want)
	}
	if want := []string{"aya-rs/aya#28"}; !reflect.DeepEqual(c.Reports, want) {
		t.Errorf("reports %v, want %v", c.Reports, want)
	}
	want := []Expectation{
		{Program: "prog", Mode: Mode{Verdict: VerdictSuccess, Retval: "0"}},
		{Program: "bad", Mode: Mode{Verdict: VerdictFailure, Messages: []Pattern{{Text: "a=b"}, {Text: "c"}}}},
	}
	if !reflect.DeepEqual(c.Expectations, want) {
		t.Errorf("got  %+v\nwant %+v", c.Expectations, want)
	}
}

// Every tag of the kernel's selftests, in one of its spellings.
func TestSelftestTags(t *testing.T) {
	for _, tt := range []struct {
		tag  string
		want Expectation
	}{
		{"test_expect_success", Expectation{Mode: Mode{Verdict: VerdictSuccess}}},
		{"test_expect_failure", Expectation{Mode: Mode{Verdict: VerdictFailure}}},
		{"test_expect_success_unpriv", Expectation{Unprivileged: Mode{Verdict: VerdictSuccess}}},
		{"test_expect_failure_unpriv", Expectation{Unprivileged: Mode{Verdict: VerdictFailure}}},
		{"test_auxiliary", Expectation{Mode: Mode{Auxiliary: true}}},
		{"test_auxiliary_unpriv", Expectation{Unprivileged: Mode{Auxiliary: true}}},
		{"test_retval=INT_MIN", Expectation{Mode: Mode{Retval: "INT_MIN"}}},
		{"test_retval_unpriv=0x1f", Expectation{Unprivileged: Mode{Retval: "0x1f"}}},
		{"test_expect_msg=12=R{{[0-9]+}}=scalar", Expectation{Mode: Mode{Messages: []Pattern{{Text: "R{{[0-9]+}}=scalar"}}}}},
		{"test_expect_msg=R1=scalar", Expectation{Mode: Mode{Messages: []Pattern{{Text: "R1=scalar"}}}}},
		{"test_expect_msg_unpriv=3=", Expectation{Unprivileged: Mode{Messages: []Pattern{{}}}}},
		{"test_expect_not_msg=0=x", Expectation{Mode: Mode{Messages: []Pattern{{"x", true}}}}},
		{"test_expect_not_msg_unpriv=0=x", Expectation{Unprivileged: Mode{Messages: []Pattern{{"x", true}}}}},
		{"test_expect_xlated=1=r0 = 1", Expectation{Mode: Mode{Xlated: []string{"r0 = 1"}}}},
		{"test_expect_xlated_unpriv=1=exit", Expectation{Unprivileged: Mode{Xlated: []string{"exit"}}}},
		{"test_jited=5=...", Expectation{Mode: Mode{Jited: []string{"..."}}}},
		{"test_jited_unpriv=5=retq", Expectation{Unprivileged: Mode{Jited: []string{"retq"}}}},
		{"test_expect_stderr=1=ERROR", Expectation{Mode: Mode{Stderr: []string{"ERROR"}}}},
		{"test_expect_stderr_unpriv=1=ERROR", Expectation{Unprivileged: Mode{Stderr: []string{"ERROR"}}}},
		{"test_expect_stdout=1=hi", Expectation{Mode: Mode{Stdout: []string{"hi"}}}},
		{"test_expect_stdout_unpriv=1=hi", Expectation{Unprivileged: Mode{Stdout: []string{"hi"}}}},
		{"test_description=spill: 8 = 8", Expectation{Description: "spill: 8 = 8"}},
		{"test_skip=needs a newer JIT", Expectation{Skip: "needs a newer JIT"}},
		{"test_log_level=2", Expectation{LogLevel: "2"}},
		{"test_log_always", Expectation{LogAlways: true}},
		{"test_prog_flags=!BPF_F_TEST_REG_INVARIANTS", Expectation{Flags: []string{"!BPF_F_TEST_REG_INVARIANTS"}}},
		{"test_arch=X86_64", Expectation{Archs: []string{"X86_64"}}},
		{"test_caps_unpriv=21|39", Expectation{Caps: "21|39"}},
		{"load_mode=no_jited", Expectation{LoadMode: "no_jited"}},
		{"test_linear_size=14", Expectation{LinearSize: "14"}},
		{"test_btf_path=btf__core_reloc.bpf.o", Expectation{BTFPath: "btf__core_reloc.bpf.o"}},
		{"test_btf_func_path=names.bpf.o", Expectation{FuncBTFPath: "names.bpf.o"}},
		{"8:test_expect_failure", Expectation{Mode: Mode{Verdict: VerdictFailure}}},
		{"8:test_expect_msg=4:x", Expectation{Mode: Mode{Messages: []Pattern{{Text: "4:x"}}}}},
	} {
		t.Run(tt.tag, func(t *testing.T) {
			c := Case{Object: "x.o"}
			if err := c.AddTags([]object.Tag{{On: "prog", Value: "comment:" + tt.tag}}); err != nil {
				t.Fatal(err)
			}
			tt.want.Program = "prog"
			if len(c.Expectations) != 1 || !reflect.DeepEqual(c.Expectations[0], tt.want) {
				t.Errorf("got  %+v\nwant %+v", c.Expectations, tt.want)
			}
		})
	}
}

// Compilers write tags in any order; numbers say which comes first in the source.
func TestTagOrder(t *testing.T) {
	for _, tt := range []struct{ name, format string }{
		{"patterns numbered", "comment:test_expect_msg=%[1]d=%[2]s"},
		{"all numbered", "comment:%[1]d:test_expect_msg=%[2]s"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var tags []object.Tag
			for _, place := range []int{10, 2, 9} {
				tags = append(tags, object.Tag{On: "prog", Value: fmt.Sprintf(tt.format, place, fmt.Sprint("m", place))})
			}
			c := Case{Object: "x.o"}
			if err := c.AddTags(tags); err != nil {
				t.Fatal(err)
			}
			want := []Pattern{{Text: "m2"}, {Text: "m9"}, {Text: "m10"}}
			if got := c.Expectations[0].Messages; !reflect.DeepEqual(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestAddTagsRefusesUnknown(t *testing.T) {
	for _, value := range []string{
		"comment:test_expect_sucess",
		"comment:test_expect_success=",        // takes no value
		"comment:test_retval",                 // takes one
		"comment:test_description_unpriv=x",   // is the same in both modes
		"comment:3:test_expect_sucess",        // numbered
		"comment:test_expect_success_unpriv_", // ends otherwise
		"comment:",
	} {
		t.Run(value, func(t *testing.T) {
			c := Case{Object: "x.o"}
			err := c.AddTags([]object.Tag{{On: "prog", Value: value}})
			if want := fmt.Sprintf("x.o: tag on prog: unknown test tag %q", value); err == nil || err.Error() != want {
				t.Errorf("error %v, want %s", err, want)
			}
			err = c.AddTags([]object.Tag{{On: "prog", Value: value, Place: "a/x.c:12"}})
			if want := "x.o: tag on prog (a/x.c:12): unknown"; err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("error %v, want %s", err, want)
			}
		})
	}
}

// selftestsEnv names a folder of objects of the kernel's selftests, all of whose tags must be known. It is not in the
// repository, so that the test does nothing where the variable is not set.
const selftestsEnv = "DIFFTEST_SELFTESTS"

func TestTagsOfSelftests(t *testing.T) {
	dir := os.Getenv(selftestsEnv)
	if dir == "" {
		t.Logf("%s names no folder: nothing to read", selftestsEnv)
		return
	}
	objects, err := filepath.Glob(filepath.Join(dir, "*.o"))
	if err != nil || len(objects) == 0 {
		t.Fatalf("%s=%s: no objects, %v", selftestsEnv, dir, err)
	}
	functions := 0
	for _, path := range objects {
		tags, err := objectTags(path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		c := Case{Object: path}
		if err := c.AddTags(tags); err != nil {
			t.Error(err)
		}
		functions += len(c.Expectations)
	}
	t.Logf("%d objects say something of %d functions", len(objects), functions)
}

// conventionID is the form of a convention's id: SEC-110, CORE-16b.
var conventionID = regexp.MustCompile(`^[A-Z]{3,4}-[0-9]{2,3}b?$`)

// Each committed object carries tags that are known, and each case names the conventions that it exercises or
// the report whose defect it shows.
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
		addObjectTags(t, &c)
		if len(c.Conventions)+len(c.Reports) == 0 {
			t.Errorf("%s: names neither a convention nor a report", path)
		}
		for _, id := range c.Conventions {
			if !conventionID.MatchString(id) {
				t.Errorf("%s: %q is no convention's id", path, id)
			}
		}
	}
}

// addObjectTags adds to a case what its object's tags say. An object that cannot be read has a side file that says
// what is expected of it.
func addObjectTags(t *testing.T, c *Case) {
	t.Helper()
	tags, err := objectTags(c.Object)
	if err != nil && c.Expect == "" {
		t.Errorf("%s: %v", c.Object, err)
	}
	if err := c.AddTags(tags); err != nil {
		t.Error(err)
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
