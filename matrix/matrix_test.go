package matrix

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"difftest/capture"
	"difftest/corpus"
	"difftest/diffreport"
)

// testTable has three conventions with cases, one of them a choice of libbpf's, and one without.
const testTable = `
[[group]]
prefix = "MAP"
title = "Maps"
[[group]]
prefix = "PRG"
title = "Programs"
` + testRow + `id = "MAP-01"
title = "sizes"
level = "required"
` + testRow + `id = "MAP-02"
title = "names | of maps"
level = "deliberate"
` + testRow + `id = "MAP-03"
title = "tokens"
level = "required"
unshown = "takes another kernel"
` + testRow + `id = "PRG-01"
title = "types"
level = "recommended"
`

const testRow = `
[[convention]]
libbpf = "takes BPF_X"
source = "https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L1"
`

func table(t *testing.T) *corpus.Conventions {
	t.Helper()
	c, err := corpus.ParseConventions(testTable)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var testSections = []corpus.Section{{ID: "PRG-01", Name: "xdp"}}

// pair is the result of one pair with differences explained by one convention each.
func pair(object, loader string, differences ...diffreport.Difference) diffreport.Result {
	r := diffreport.Result{
		Object: object, Loader: loader, Version: "1.0", ReferenceVersion: "1.7.0",
		Target:  diffreport.Target{Kernel: "6.18", Arch: "amd64", CPUs: 2},
		Outcome: capture.Loaded, ReferenceOutcome: capture.Loaded, Verdict: diffreport.Same, Differences: differences,
	}
	if len(differences) > 0 {
		r.Verdict = diffreport.Differs
	}
	return r
}

func difference(id string, impact diffreport.Impact) diffreport.Difference {
	return diffreport.Difference{Key: "prog p insn 1", Impact: impact, Conventions: []string{id}}
}

// report is a complete one of loaders a and b over four cases and the forms of one section name.
func report() ([]Shown, *diffreport.Report) {
	shown := []Shown{
		{"corpus/cases/maps/one.o", "cases/maps/one.o", []string{"MAP-01", "MAP-02"}},
		{"corpus/cases/maps/two.o", "cases/maps/two.o", []string{"MAP-01", "MAP-03"}},
	}
	results := []diffreport.Result{
		pair("corpus/cases/maps/one.o", "a", difference("MAP-02", diffreport.ImpactNaming)),
		pair("corpus/cases/maps/one.o", "b"),
		pair("corpus/cases/maps/two.o", "a", difference("MAP-01", diffreport.ImpactSilent)),
		pair("corpus/cases/maps/two.o", "b"),
	}
	results[3].Verdict = diffreport.Skipped
	results[1].Version, results[1].ReferenceVersion = "", "" // as of a plugin that broke
	for _, v := range testSections[0].Variants() {
		shown = append(shown, Shown{"corpus/" + v.Object, v.Object, []string{"PRG-01"}})
		results = append(results, pair("corpus/"+v.Object, "a"), pair("corpus/"+v.Object, "b"))
	}
	return shown, diffreport.NewReport("libbpf", results)
}

func standings(t *testing.T) *Standings {
	t.Helper()
	shown, r := report()
	s, err := Make(table(t), testSections, shown, r)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMake(t *testing.T) {
	s := standings(t)
	if want := []Loader{{"a", "1.0"}, {"b", "1.0"}}; !reflect.DeepEqual(s.Loaders, want) {
		t.Errorf("loaders %v", s.Loaders)
	}
	for _, tt := range []struct {
		id   string
		want []Result
	}{
		{"MAP-01", []Result{Silent, Same}}, // b: one case was not compared, the other is the same
		{"MAP-02", []Result{Naming, Same}}, // not silent: that is another convention's
		{"MAP-03", nil},
		{"PRG-01", []Result{Same, Same}},
	} {
		if got := s.Of(tt.id); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.id, got, tt.want)
		}
	}
	if got := s.Parities(table(t), ""); !reflect.DeepEqual(got, []Parity{{1, 2}, {2, 2}}) {
		t.Errorf("parities %v: MAP-02 is libbpf's own choice", got)
	}
	if got := s.Parities(table(t), "PRG"); !reflect.DeepEqual(got, []Parity{{1, 1}, {1, 1}}) {
		t.Errorf("parities of programs %v", got)
	}
	if got := s.FormsOf("PRG-01"); len(got) != 4 || got[0].Form != corpus.FormCanonical {
		t.Errorf("forms %v", got)
	}
}

func TestMakeRefuses(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(shown *[]Shown, r *diffreport.Report)
		want   string
	}{
		{"empty", func(_ *[]Shown, r *diffreport.Report) { r.Results = nil }, "the report is empty"},
		{"incomplete", func(_ *[]Shown, r *diffreport.Report) { r.Results = r.Results[1:] }, "cases/maps/one.o by a"},
		{"no variant", func(s *[]Shown, _ *diffreport.Report) { *s = (*s)[:3] }, "the report has no cases/sec/xdp-target.o"},
		{"kernels", func(_ *[]Shown, r *diffreport.Report) { r.Results[1].Target.Kernel = "6.1" }, "targets: 6.18 and 6.1"},
		{"versions", func(_ *[]Shown, r *diffreport.Report) { r.Results[2].Version = "2.0" }, "two versions of a"},
		{"reference", func(_ *[]Shown, r *diffreport.Report) { r.Results[2].ReferenceVersion = "1.6" }, "versions of libbpf"},
		{"unknown", func(s *[]Shown, _ *diffreport.Report) { (*s)[0].Conventions[0] = "MAP-99" }, "no convention MAP-99"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			shown, r := report()
			tt.change(&shown, r)
			if _, err := Make(table(t), testSections, shown, r); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestResults(t *testing.T) {
	refused := func(d diffreport.Difference, reference, got capture.Outcome) diffreport.Result {
		r := pair("x.o", "a", d)
		r.ReferenceOutcome, r.Outcome = reference, got
		return r
	}
	outcome := diffreport.Difference{Key: "outcome", Impact: diffreport.ImpactOutcome, Conventions: []string{"MAP-01"}}
	license := difference("MAP-01", diffreport.ImpactOutcome)
	naming := difference("MAP-01", diffreport.ImpactNaming)
	broken, skipped := pair("x.o", "a"), pair("x.o", "a")
	broken.Verdict, skipped.Verdict = diffreport.Broken, diffreport.Skipped
	consequence := difference("MAP-01", diffreport.ImpactSilent)
	consequence.Follows = "map m"
	optional := diffreport.Difference{
		Key: "prog p outcome", Kind: diffreport.KindPrograms, Impact: diffreport.ImpactSilent,
		Reference: "not-loaded", Got: "loaded", Conventions: []string{"MAP-01"},
	}
	for _, tt := range []struct {
		name string
		r    diffreport.Result
		want Result
	}{
		{"same", pair("x.o", "a"), Same},
		{"another's difference", pair("x.o", "a", difference("MAP-02", diffreport.ImpactSilent)), Same},
		{"silent", pair("x.o", "a", difference("MAP-01", diffreport.ImpactSilent)), Silent},
		{"worst", pair("x.o", "a", naming, difference("MAP-01", diffreport.ImpactStage)), Elsewhere},
		{"metadata", pair("x.o", "a", difference("MAP-01", diffreport.ImpactMetadata)), Metadata},
		{"consequence", pair("x.o", "a", consequence), Same},
		{"accepts", refused(outcome, capture.Rejected, capture.Loaded), Accepts},
		{"refuses", refused(outcome, capture.Loaded, capture.Rejected), Refuses},
		{"cause of accepting", refused(license, capture.Rejected, capture.Loaded), Accepts},
		{"cause of refusing", refused(license, capture.Loaded, capture.Rejected), Refuses},
		{"loads what is optional", pair("x.o", "a", optional), Accepts},
		{"broken", broken, Broken},
		{"skipped", skipped, NotCompared},
	} {
		if got := resultOf(&tt.r, "MAP-01"); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestEncodeAndRead(t *testing.T) {
	s := standings(t)
	got, err := Read(string(s.Encode()))
	if err != nil || !reflect.DeepEqual(got, s) {
		t.Errorf("read %+v, %v; want %+v", got, err, s)
	}
	const one = `[{"id": "MAP-01", "cases": [{"object": "x", "results": ["same"]}]}]`
	for _, tt := range []struct{ name, text, want string }{
		{"unknown field", `{"date": "today"}`, "unknown field"},
		{"results", `{"loaders": [], "conventions": ` + one + `}`, "1 results of 0"},
		{"forms", `{"loaders": [], "sections": [{"id": "MAP-01", "object": "x", "results": ["same"]}]}`, "1 results of 0"},
	} {
		if _, err := Read(tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	var conventions, summary bytes.Buffer
	s := standings(t)
	if err := WriteConventions(&conventions, table(t), testSections, s); err != nil {
		t.Fatal(err)
	}
	if err := WriteSummary(&summary, table(t), s); err != nil {
		t.Fatal(err)
	}
	source := "https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L1"
	for _, tt := range []struct {
		text fmt.Stringer
		want string
	}{
		{&conventions, "\nOn Linux 6.18, amd64, 2 CPUs, against libbpf 1.7.0.\n"},
		{&conventions, "| MAP-01 | [sizes](" + source + ") | takes BPF\\_X | **silent** 1/2 | same |\n"},
		{&conventions, "| MAP-02 | [names \\| of maps](" + source + ") | takes BPF\\_X (its own choice) | naming | same |\n"},
		{&conventions, "| takes BPF\\_X. Not shown: takes another kernel | – | – |\n"},
		{&conventions, "that are not the reference's own choice | **1/2** | **2/2** |\n"},
		{&conventions, "something else without it: same, of the compared ones | 0/1 | 1/1 |\n| recommended | "},
		{&conventions, "it does otherwise: same, of the compared ones | 1/1 | 1/1 |\n| deliberate | "},
		{&conventions, "own choice: same, of the compared ones | 0/1 | 1/1 |\n\n"},
		{&conventions, " | takes BPF\\_X (recommended) | same | same |\n"},
		{&conventions, "4 conventions: 3 have cases, 1 say why none can show them.\n"},
		{&conventions, "| PRG-01 | `xdp` | same | same | same | same | same | same | same | same |\n"},
		{&summary, "| Maps | 0/1 | 1/1 |\n| Programs | 1/1 | 1/1 |\n| **all** | 1/2 | 2/2 |\n"},
	} {
		if !strings.Contains(tt.text.String(), tt.want) {
			t.Errorf("no %q in\n%s", tt.want, tt.text)
		}
	}
}

func TestBadges(t *testing.T) {
	got := Badges(table(t), standings(t))
	want := `{"schemaVersion":1,"label":"a 1.0","message":"parity 1/2","color":"orange"}` + "\n"
	if string(got["a-1.0.json"]) != want || len(got) != 2 {
		t.Errorf("%s\nwant %s", got["a-1.0.json"], want)
	}
	for _, tt := range []struct {
		p    Parity
		want string
	}{{Parity{0, 0}, "lightgrey"}, {Parity{9, 10}, "brightgreen"}, {Parity{6, 10}, "yellow"}, {Parity{5, 10}, "orange"}} {
		if got := tt.p.color(); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.p, got, tt.want)
		}
	}
}

// What is committed is what the recorded run gives: nobody edits CONVENTIONS.md, the README's matrix and the badges.
func TestCommitted(t *testing.T) {
	table, s := corpus.AllConventions(), Committed()
	if len(s.Loaders) < 2 || len(s.Conventions) < 300 {
		t.Fatalf("the recorded run is of %d loaders and %d conventions", len(s.Loaders), len(s.Conventions))
	}
	var conventions, summary bytes.Buffer
	if err := WriteConventions(&conventions, table, corpus.AllSections(), s); err != nil {
		t.Fatal(err)
	}
	if err := WriteSummary(&summary, table, s); err != nil {
		t.Fatal(err)
	}
	check := func(path string, holds func(text []byte) bool) {
		text, err := os.ReadFile(path)
		if err != nil || !holds(text) {
			t.Errorf("%s is not what the recorded run gives: run make matrix, or difftest matrix (%v)", path, err)
		}
	}
	check("../CONVENTIONS.md", func(text []byte) bool { return bytes.Equal(text, conventions.Bytes()) })
	check("../README.md", func(text []byte) bool { return bytes.Contains(text, summary.Bytes()) })
	for name, badge := range Badges(table, s) {
		check("../docs/badges/"+name, func(text []byte) bool { return bytes.Equal(text, badge) })
	}
}
