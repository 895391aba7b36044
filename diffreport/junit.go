package diffreport

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// epoch stands for a time that is not known: the schema wants one.
const epoch = "1970-01-01T00:00:00"

// The elements of a JUnit report, with all attributes and children that the strictest of the schemas in use wants:
// https://github.com/windyroad/JUnit-Schema. Time is not measured for a pair, so it is 0.
type (
	junitSuites struct {
		XMLName xml.Name     `xml:"testsuites"`
		Suites  []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name       string          `xml:"name,attr"`
		Package    string          `xml:"package,attr"`
		ID         int             `xml:"id,attr"`
		Hostname   string          `xml:"hostname,attr"`
		Timestamp  string          `xml:"timestamp,attr"`
		Time       string          `xml:"time,attr"`
		Tests      int             `xml:"tests,attr"`
		Failures   int             `xml:"failures,attr"`
		Errors     int             `xml:"errors,attr"`
		Skipped    int             `xml:"skipped,attr"`
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
		Out        junitText       `xml:"system-out"`
		Err        junitText       `xml:"system-err"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		ClassName string        `xml:"classname,attr"`
		Time      string        `xml:"time,attr"`
		Skipped   *junitMessage `xml:"skipped"`
		Error     *junitMessage `xml:"error"`
		Failure   *junitMessage `xml:"failure"`
	}
	junitText struct {
		Text string `xml:",cdata"`
	}
	junitMessage struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",cdata"`
	}
)

// WriteJUnit writes the report as JUnit XML: a suite for each loader, a test case for each pair. A pair that differs is
// a failure, one that is unstable or broken an error; what is known passes. started is as in Options.
func WriteJUnit(w io.Writer, r *Report, started string) error {
	var out junitSuites
	index := map[string]int{}
	for i := range r.Results {
		result := &r.Results[i]
		name := named(result.Loader, result.Version)
		n, ok := index[name]
		if !ok {
			n = len(out.Suites)
			index[name] = n
			out.Suites = append(out.Suites, newJUnitSuite(r, result, n, cmp.Or(started, epoch)))
		}
		out.Suites[n].add(r, result)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("junit report: %w", err)
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("junit report: %w", err)
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return fmt.Errorf("junit report: %w", err)
	}
	return nil
}

func newJUnitSuite(r *Report, first *Result, id int, started string) junitSuite {
	return junitSuite{
		Name:    named(first.Loader, first.Version) + " against " + named(r.Reference, first.ReferenceVersion),
		Package: "difftest." + first.Loader, ID: id, Hostname: "localhost", Timestamp: started, Time: "0",
		Properties: []junitProperty{
			{"reference", named(r.Reference, first.ReferenceVersion)}, {"kernel", first.Target.Kernel},
			{"arch", first.Target.Arch}, {"cpus", fmt.Sprint(first.Target.CPUs)},
		},
	}
}

// add adds the case of one pair.
func (s *junitSuite) add(r *Report, result *Result) {
	c := junitCase{Name: result.Object, ClassName: s.Package, Time: "0"}
	s.Tests++
	switch result.Verdict {
	case Skipped:
		s.Skipped++
		c.Skipped = &junitMessage{Message: oneLine(result.Reason), Type: string(Skipped)}
	case Differs:
		s.Failures++
		c.Failure = &junitMessage{headOf(result.Differences), string(worst(result.Differences)), r.pairText(result)}
	case Broken, Unstable:
		s.Errors++
		c.Error = &junitMessage{oneLine(result.Reason), string(result.Verdict), r.pairText(result)}
	case Known:
		s.Out.Text += xmlText(result.Object + ": differs as known: " + headOf(result.Differences) + "\n")
	}
	s.Cases = append(s.Cases, c)
}

// headOf is the first of differences in one line, with how many causes there are.
func headOf(differences []Difference) string {
	var first string
	causes := 0
	for _, d := range differences {
		if !d.IsCause() {
			continue
		}
		if causes == 0 {
			first = headline(d)
		}
		causes++
	}
	if causes > 1 {
		first += fmt.Sprintf(" (and %s)", plural(causes-1, "other cause"))
	}
	return first
}

// headline is a difference in one line.
func headline(d Difference) string {
	text := string(d.Impact) + ": " + d.Key
	if isShort(d.Reference, d.Got) {
		text += ": " + shown(d.Reference) + " → " + shown(d.Got)
	}
	if d.Security {
		text += " (security)"
	}
	return text
}

// pairText is the block of a pair in the text report.
func (r *Report) pairText(result *Result) string {
	var b strings.Builder
	t := &textWriter{w: bufio.NewWriter(&b), report: r}
	t.pair(t.pairBlock(result, nil))
	_ = t.w.Flush() // a strings.Builder takes everything
	return xmlText(b.String())
}

// xmlText replaces what XML cannot hold, not even escaped: https://www.w3.org/TR/xml/#charsets
func xmlText(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r >= ' ' && r <= 0xd7ff, r >= 0xe000 && r <= 0xfffd, r >= 0x10000:
			return r
		}
		return '\ufffd'
	}, text)
}
