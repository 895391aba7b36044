package diffreport

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed html/page.html html/*.css html/*.js
var htmlFiles embed.FS

// scripts are the parts of the page's program, in the order in which they stand in it. They share one scope.
var scripts = []string{"dom.js", "model.js", "query.js", "lists.js", "sheet.js", "pair.js", "main.js"}

var htmlPage = template.Must(template.New("page.html").Funcs(template.FuncMap{
	"plural": plural, "dot": zeroAsDot,
}).ParseFS(htmlFiles, "html/page.html"))

// A pageText is what fills the template: what can be read without the program, and the program with its data.
type pageText struct {
	Title, Subtitle string
	Totals          Totals
	Loaders         []pageRow
	Columns         []string
	Causes          []*Cause // the worst, for readers without scripts
	Policy          string   // the content security policy: nothing is fetched, only this style and this program run
	Style           template.CSS
	Script          template.JS
	Data, Blobs     template.JS // JSON
}

// A pageRow is a loader in the table at the top.
type pageRow struct {
	Name   string
	Shares []pageShare
	Cells  []pageCell
}

// A pageShare is a part of the bar that shows a loader's verdicts, in percent.
type pageShare struct {
	Verdict  Verdict
	At, Size float64
	Count    int
}

// A pageCell is a count in the table, with the query that shows what it counts.
type pageCell struct {
	Title, Query string
	Count        int
	First        bool
}

// maxPlainCauses is how many causes a reader without scripts is shown.
const maxPlainCauses = 50

// WriteHTML writes the report as one page that needs nothing else: no network, no other file. Canonical forms are in it
// for results that have a Sheet.
func WriteHTML(w io.Writer, r *Report, opts Options) error {
	style, script, err := pageProgram()
	if err != nil {
		return fmt.Errorf("html report: %w", err)
	}
	data, blobs := newPageData(r, opts)
	text := pageText{
		Title: pageTitle(r), Subtitle: pageSubtitle(r, opts), Totals: r.Totals, Causes: Causes(r),
		Policy: "default-src 'none'; style-src '" + cspHash(style) + "'; script-src '" + cspHash(script) +
			"'; base-uri 'none'; form-action 'none'",
		Style: template.CSS(style), Script: template.JS(script), Data: pageJSON(data), Blobs: pageJSON(blobs),
	}
	text.Causes = text.Causes[:min(len(text.Causes), maxPlainCauses)]
	for _, c := range tableColumns() {
		text.Columns = append(text.Columns, c.title)
	}
	for _, l := range tallies(r) {
		text.Loaders = append(text.Loaders, newPageRow(l))
	}
	if err := htmlPage.Execute(w, text); err != nil {
		return fmt.Errorf("html report: %w", err)
	}
	return nil
}

// pageProgram returns the style and the program of the page.
func pageProgram() (style, script string, err error) {
	css, err := htmlFiles.ReadFile("html/style.css")
	if err != nil {
		return "", "", err
	}
	var b strings.Builder
	b.WriteString("\"use strict\";\n(() => {\n")
	for _, name := range scripts {
		text, err := htmlFiles.ReadFile("html/" + name)
		if err != nil {
			return "", "", err
		}
		b.Write(text)
	}
	b.WriteString("})();\n")
	return "\n" + string(css), b.String(), nil
}

// cspHash names a text in a content security policy: https://www.w3.org/TR/CSP3/#grammardef-hash-source
func cspHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// pageJSON writes v so that it can stand in a script element: json.Marshal escapes what could end it.
func pageJSON(v any) template.JS {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("html report: %v", err)) // v has nothing that JSON does not
	}
	return template.JS(text)
}

// pageTitle says what came of the run.
func pageTitle(r *Report) string {
	t := r.Totals
	reference := r.Reference
	if len(r.Results) > 0 {
		reference = named(r.Reference, r.Results[0].ReferenceVersion)
	}
	bad := t.Differs + t.Unstable + t.Broken
	switch {
	case t.Sum() == 0:
		return "Nothing was compared"
	case bad == 0 && t.Known > 0:
		return fmt.Sprintf("Nothing new: %s of %s differ from %s as known", thousands(t.Known), thousands(t.Sum()), reference)
	case bad == 0:
		return fmt.Sprintf("No difference from %s", reference)
	case t.Differs == bad:
		return fmt.Sprintf("%s of %s pairs differ from %s", thousands(bad), thousands(t.Sum()), reference)
	}
	return fmt.Sprintf("%s of %s pairs differ from %s or broke", thousands(bad), thousands(t.Sum()), reference)
}

// pageSubtitle says where and how much was compared.
func pageSubtitle(r *Report, opts Options) string {
	var parts []string
	if len(r.Results) > 0 {
		t := r.Results[0].Target
		parts = append(parts, "Linux "+t.Kernel, t.Arch, plural(t.CPUs, "CPU"))
	}
	c := r.Compared()
	for _, part := range []struct {
		n    int
		word string
	}{{c.Programs, "program"}, {c.Insns, "instruction"}, {c.Maps, "map"}, {c.Bytes, "byte"}, {c.Runs, "run"}} {
		if part.n > 0 {
			parts = append(parts, strings.Replace(plural(part.n, part.word), fmt.Sprint(part.n), thousands(part.n), 1))
		}
	}
	if opts.Started != "" {
		parts = append(parts, strings.Replace(opts.Started, "T", " ", 1)+" UTC")
	}
	return strings.Join(parts, " · ")
}

// thousands writes n in groups of three digits.
func thousands(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func newPageRow(l *tally) pageRow {
	row := pageRow{Name: l.name}
	at := 0.0
	for _, v := range Verdicts {
		if n := l.verdicts.Of(v); n > 0 {
			size := 100 * float64(n) / float64(l.verdicts.Sum())
			row.Shares = append(row.Shares, pageShare{v, at, size, n})
			at += size
		}
	}
	for i, c := range tableColumns() {
		query := "impact:" + c.title
		switch {
		case i < len(Verdicts):
			query = "is:" + c.title
		case c.title == "security":
			query = "is:security"
		}
		row.Cells = append(row.Cells, pageCell{c.title, query, c.value(l), c.first})
	}
	return row
}
