package diffreport

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// An Issue is one difference, told to those who maintain the loader.
type Issue struct {
	Report *Report
	Place  Place

	Conventions []IssueConvention // that explain the difference
	Reason      string            // why it is so, where somebody has written it down, or empty
	Upstream    string            // where it has been reported already, or empty
	SHA256      string            // of the object, lower-case hex
	Files       [][2]string       // what lies beside the text: names and what they are
}

// An IssueConvention is a convention of the reference's with where that stands.
type IssueConvention struct{ ID, Title, Text, Source string }

// impactMeans says what an impact is, in a sentence about a loader and a reference.
var impactMeans = map[Impact]string{
	ImpactSilent:   "both load the object, but what runs or what maps hold is different: nothing tells a user",
	ImpactOutcome:  "one loads what the other refuses",
	ImpactStage:    "both refuse the object, but elsewhere, or after asking the kernel for something else",
	ImpactMetadata: "only debugging sees it: BTF, func_info, line_info",
	ImpactNaming:   "only names differ",
}

// WriteIssue writes an issue in Markdown, for the tracker of the loader.
func WriteIssue(w io.Writer, issue Issue) error {
	buf := bufio.NewWriter(w)
	t := &textWriter{w: buf, opts: TextOptions{Verbose: true}, report: issue.Report}
	t.issue(issue)
	if err := buf.Flush(); err != nil {
		return fmt.Errorf("issue: %w", err)
	}
	return nil
}

func (t *textWriter) issue(issue Issue) {
	r, d := issue.Place.Result, issue.Place.Difference()
	loader, reference := named(r.Loader, r.Version), named(t.report.Reference, r.ReferenceVersion)
	t.printf("# %s differs from %s: %s\n\n", loader, reference, d.Key)
	t.printf("Impact: **%s**: %s.", d.Impact, impactMeans[d.Impact])
	if d.Security {
		t.printf(" %s accepts what %s refuses for safety.", r.Loader, t.report.Reference)
	}
	t.printf("\n\n## What differs\n\n`-` and the left of an arrow is %s, `+` and the right %s.\n\n```\n", reference, loader)
	t.cause(r, d, issue.Place.Consequences())
	t.printf("```\n\n")
	t.issueConventions(issue)
	if issue.Reason != "" {
		t.printf("## Why\n\n%s\n\n", issue.Reason)
	}
	if issue.Upstream != "" {
		t.printf("Reported already: %s\n\n", issue.Upstream)
	}
	t.issueReceipt(issue)
}

// issueConventions says what the reference does and where that stands.
func (t *textWriter) issueConventions(issue Issue) {
	if len(issue.Conventions) == 0 {
		return
	}
	t.printf("## What %s does\n\n", t.report.Reference)
	for _, c := range issue.Conventions {
		t.printf("- **%s, %s.** %s\n  <%s>\n", c.ID, c.Title, c.Text, c.Source)
	}
	t.printf("\n")
}

// issueReceipt says with what it was seen, and how to see it again.
func (t *textWriter) issueReceipt(issue Issue) {
	r := issue.Place.Result
	t.printf("## Seen with\n\n| | |\n|---|---|\n")
	for _, row := range [][2]string{
		{"loader", named(r.Loader, r.Version)},
		{"reference", named(t.report.Reference, r.ReferenceVersion)},
		{"kernel", fmt.Sprintf("%s, %s, %s", r.Target.Kernel, r.Target.Arch, plural(r.Target.CPUs, "CPU"))},
		{"object", fmt.Sprintf("`%s`, SHA-256 %s", baseOf(r.Object), issue.SHA256)},
	} {
		t.printf("| %s | %s |\n", row[0], row[1])
	}
	here := *r
	here.Object = baseOf(r.Object)
	t.printf("\n## To see it again\n\nAs root, in this folder:\n\n    %s\n    difftest show %s --loader %s\n", t.report.Command(&here),
		quoted(here.Object), quoted(r.Loader))
	if len(issue.Files) > 0 {
		t.printf("\n## Files\n\n")
	}
	for _, f := range issue.Files {
		t.printf("- `%s`: %s\n", f[0], f[1])
	}
}

// baseOf is the file name of a path, in either system's writing.
func baseOf(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }
