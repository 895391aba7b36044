package diffreport

import (
	"bytes"
	"encoding/xml"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"difftest/internal/tooltest"
)

// hostileReport holds what formats must not choke on: control bytes, markup, the ends of their own syntax.
func hostileReport() *Report {
	const nasty = "a|b`c]]>\x00\x1b[31m<script>alert(1)</script>&amp;%0A::error::\"'\xff\u2028\n- x,=1+1"
	r := Result{
		Object: "dir/" + nasty + ".o", Loader: "aya", Version: nasty, ReferenceVersion: nasty, Verdict: Differs,
		Target: Target{Kernel: nasty, Arch: nasty}, Programs: []Program{{Name: nasty}},
	}
	for _, d := range []Difference{
		{Key: "map " + nasty + " max_entries", Kind: KindMapSpec, Impact: ImpactSilent, Reference: nasty, Got: nasty + "2"},
		{Key: "outcome", Kind: KindOutcome, Impact: ImpactOutcome, Reference: "loaded", Got: nasty, Security: true,
			Conventions: []string{nasty}, Detail: said(nasty, nasty)},
		{Key: "prog p insn 1", Kind: KindInstructions, Impact: ImpactSilent, Reference: nasty, Got: absent,
			Detail: &Detail{Source: nasty, Reference: []Line{{1, nasty, nasty}}}},
	} {
		r.Differences = append(r.Differences, d)
	}
	broken := Result{Object: nasty, Loader: nasty, Verdict: Broken, Reason: nasty}
	skipped := Result{Object: nasty, Loader: nasty, Verdict: Skipped, Reason: nasty}
	known := Result{Object: nasty, Loader: "aya", Version: nasty, Verdict: Known, Differences: slices.Clone(r.Differences[:1])}
	known.Differences[0].Known = true
	return NewReport("libbpf", []Result{r, broken, skipped, known})
}

// junitReports are reports whose JUnit form is looked at.
func junitReports(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for name, r := range map[string]*Report{
		"examples": exampleReport(t), "hostile": hostileReport(), "empty": NewReport("libbpf", nil),
	} {
		var buf bytes.Buffer
		if err := WriteJUnit(&buf, r, "2026-01-31T12:00:00"); err != nil {
			t.Fatal(err)
		}
		out[name] = buf.Bytes()
	}
	return out
}

// TestJUnitSchema validates against the schema of Jenkins' plugin.
func TestJUnitSchema(t *testing.T) {
	xmllint := tooltest.Require(t, "REQUIRE_XMLLINT", "xmllint")
	for name, text := range junitReports(t) {
		cmd := exec.Command(xmllint, "--nonet", "--noout", "--schema", "testdata/junit/junit-10.xsd", "-")
		cmd.Stdin = bytes.NewReader(text)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// An element is one element of an XML document.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
	Text     string     `xml:",chardata"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// junitRules are, for each element, the attributes that it must have and the children that it may have, in order, as the
// schema of Windy Road has them, which GitLab's documentation names: https://github.com/windyroad/JUnit-Schema
var junitRules = map[string]struct{ attrs, children []string }{
	"testsuites": {nil, []string{"testsuite"}},
	"testsuite": {
		[]string{"name", "package", "id", "hostname", "timestamp", "time", "tests", "failures", "errors"},
		[]string{"properties", "testcase", "system-out", "system-err"},
	},
	"properties": {nil, []string{"property"}},
	"property":   {[]string{"name", "value"}, nil},
	"testcase":   {[]string{"name", "classname", "time"}, []string{"skipped", "error", "failure"}},
	"failure":    {[]string{"type"}, nil},
	"error":      {[]string{"type"}, nil},
	"skipped":    {nil, nil},
	"system-out": {nil, nil},
	"system-err": {nil, nil},
}

// TestJUnitStructure holds the report to the stricter schema, and its counts to what it holds.
func TestJUnitStructure(t *testing.T) {
	for name, text := range junitReports(t) {
		t.Run(name, func(t *testing.T) {
			var root element
			if err := xml.Unmarshal(text, &root); err != nil {
				t.Fatal(err)
			}
			checkElement(t, root)
			for i, suite := range root.Children {
				checkSuite(t, i, suite)
			}
		})
	}
}

func checkElement(t *testing.T, e element) {
	t.Helper()
	rule, ok := junitRules[e.XMLName.Local]
	if !ok {
		t.Fatalf("element %s", e.XMLName.Local)
	}
	for _, name := range rule.attrs {
		if !slices.ContainsFunc(e.Attrs, func(a xml.Attr) bool { return a.Name.Local == name }) {
			t.Errorf("%s: no attribute %s", e.XMLName.Local, name)
		}
	}
	last := 0
	for _, child := range e.Children {
		place := slices.Index(rule.children, child.XMLName.Local)
		if place < last {
			t.Errorf("%s: %s out of order, or not allowed", e.XMLName.Local, child.XMLName.Local)
		}
		last = place
		checkElement(t, child)
	}
}

func checkSuite(t *testing.T, id int, suite element) {
	t.Helper()
	count := map[string]int{}
	for _, child := range suite.Children {
		count[child.XMLName.Local]++
		for _, outcome := range child.Children {
			count[outcome.XMLName.Local]++
		}
	}
	for attr, n := range map[string]int{
		"id": id, "tests": count["testcase"], "failures": count["failure"], "errors": count["error"], "skipped": count["skipped"],
	} {
		if got := suite.attr(attr); got != strconv.Itoa(n) {
			t.Errorf("suite %d: %s=%q, want %d", id, attr, got, n)
		}
	}
	for _, one := range []string{"properties", "system-out", "system-err"} {
		if count[one] != 1 {
			t.Errorf("suite %d: %d of %s", id, count[one], one)
		}
	}
	if got := suite.attr("timestamp"); got != "2026-01-31T12:00:00" {
		t.Errorf("timestamp %q", got)
	}
	if name := suite.attr("name"); name == "" || strings.TrimSpace(suite.attr("package")) == "" {
		t.Errorf("suite %d: name %q, package %q", id, name, suite.attr("package"))
	}
}
