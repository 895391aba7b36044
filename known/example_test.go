package known

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"difftest/capture"
	"difftest/diffreport"
)

var update = flag.Bool("update", false, "rewrite what the examples expect")

// An example is a run and lists, with what the gate says and what Fix makes of the lists.
//
// The file "run" has a line for each pair, "object loader version", with words behind it: conventions=A,B,
// verdict=broken, kernel=6.1, cpus=4, reference=x. Below it stand its differences, "key | impact | reference | got",
// those that follow from the one before with a + in front. A first line "partial" says that the run is not
// complete, "filtered" that differences were left out.
type example struct {
	path  string
	files map[string]string
	order []string
	run   Run
	lists Lists
	made  map[string]*List // by loader: those that created made
}

func readExample(t *testing.T, path string) *example {
	t.Helper()
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ex := &example{path: path, files: map[string]string{}}
	for _, f := range ar.Files {
		ex.files[f.Name], ex.order = string(f.Data), append(ex.order, f.Name)
		if strings.HasSuffix(f.Name, ".toml") && !strings.HasPrefix(f.Name, "fixed/") {
			l, err := Parse(f.Name, string(f.Data))
			if err != nil {
				t.Fatal(err)
			}
			ex.lists = append(ex.lists, l)
		}
	}
	ex.run = parseRun(t, ex.files["run"])
	return ex
}

func parseRun(t *testing.T, text string) Run {
	t.Helper()
	complete, filtered := true, false
	var pairs []Pair
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "partial":
			complete = false
		case line == "filtered":
			filtered = true
		case line == "":
		case !strings.HasPrefix(line, " "):
			pairs = append(pairs, parsePair(t, line))
		default:
			r := pairs[len(pairs)-1].Result
			r.Differences = append(r.Differences, parseDifference(t, r.Differences, line))
			r.Verdict = diffreport.Differs
		}
	}
	return Run{Pairs: pairs, Filtered: filtered, Complete: func(*List) bool { return complete }}
}

func parsePair(t *testing.T, line string) Pair {
	t.Helper()
	words := strings.Fields(line)
	r := &diffreport.Result{
		Object: words[0], Loader: words[1], Version: words[2], Verdict: diffreport.Same, Outcome: capture.Loaded,
		Target: diffreport.Target{Kernel: "6.18.44", CPUs: 2},
	}
	p := Pair{Result: r, Object: "/somewhere/" + words[0], Reference: "libbpf"}
	for _, word := range words[3:] {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "conventions":
			p.Conventions = strings.Split(value, ",")
		case "verdict":
			r.Verdict, r.Reason = diffreport.Verdict(value), "it "+value
		case "kernel":
			r.Target.Kernel = value
		case "reference":
			p.Reference = value
		case "cpus":
			if _, err := fmt.Sscan(value, &r.Target.CPUs); err != nil {
				t.Fatal(err)
			}
		default:
			t.Fatalf("%s: what is %s?", line, word)
		}
	}
	return p
}

func parseDifference(t *testing.T, before []diffreport.Difference, line string) diffreport.Difference {
	t.Helper()
	fields := strings.Split(strings.TrimSpace(line), " | ")
	if len(fields) != 4 {
		t.Fatalf("%s: want 4 fields", line)
	}
	key, follows := strings.CutPrefix(fields[0], "+ ")
	d := diffreport.Difference{
		Key: key, Impact: diffreport.Impact(fields[1]),
		Reference: strings.ReplaceAll(fields[2], `\n`, "\n"), Got: strings.ReplaceAll(fields[3], `\n`, "\n"),
	}
	for i := len(before) - 1; follows && i >= 0; i-- {
		if before[i].IsCause() {
			d.Follows = before[i].Key
			break
		}
	}
	return d
}

// gateText is what the gate says, as the examples have it.
func gateText(v Verdict) string {
	var b strings.Builder
	for _, p := range v.Problems {
		fmt.Fprintf(&b, "%s: %s\n", p.Kind, p.Text)
	}
	for _, note := range v.Notes {
		fmt.Fprintf(&b, "note: %s\n", note)
	}
	if b.Len() == 0 {
		return "passes\n"
	}
	return b.String()
}

// fix rewrites the example's lists and returns what changed as text, and the lists as they are then.
func (ex *example) fix(t *testing.T) (changes string, fixed map[string]string, lists Lists) {
	t.Helper()
	rewrites, err := ex.lists.Fix(ex.run, func(loader string) *List {
		for _, l := range ex.lists {
			if l.Loader == BaseName(loader) {
				return l
			}
		}
		return ex.created(BaseName(loader))
	})
	if err != nil {
		return "refuses: " + err.Error() + "\n", nil, nil
	}
	var b strings.Builder
	fixed = map[string]string{}
	for _, r := range rewrites {
		for _, c := range r.Changes {
			fmt.Fprintln(&b, c)
		}
		if r.Lacking > 0 {
			fmt.Fprintf(&b, "%s: %d without a reason\n", r.List.Path, r.Lacking)
		}
		l, err := Parse(r.List.Path, r.Text)
		if err != nil {
			t.Errorf("what Fix wrote: %v\n%s", err, r.Text)
			continue
		}
		lists = append(lists, l)
		if len(r.Changes) > 0 {
			fixed[r.List.Path] = r.Text
		}
	}
	if b.Len() == 0 {
		return "nothing\n", fixed, lists
	}
	return b.String(), fixed, lists
}

// created is the list that is made for a loader that has none; always the same one.
func (ex *example) created(loader string) *List {
	if ex.made == nil {
		ex.made = map[string]*List{}
	}
	if ex.made[loader] == nil {
		ex.made[loader] = &List{Path: loader + ".toml", Loader: loader, Reference: "libbpf"}
	}
	return ex.made[loader]
}

// TestExamples holds each example to what it expects: in "gate" what the gate says, in "changes" what Fix changed, in
// "fixed/NAME" the lists that it changed.
func TestExamples(t *testing.T) {
	paths, err := filepath.Glob("testdata/gate/*.txtar")
	if err != nil || len(paths) < 20 {
		t.Fatalf("%d examples, %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ex := readExample(t, path)
			want := map[string]string{"gate": gateText(ex.lists.Gate(ex.run))}
			changes, fixed, lists := ex.fix(t)
			want["changes"] = changes
			for name, text := range fixed {
				want["fixed/"+name] = text
			}
			ex.check(t, want)
			if lists != nil {
				checkFixed(t, ex.run, lists)
			}
		})
	}
}

// checkFixed: after Fix the gate asks for reasons at most, and there is nothing more to fix.
func checkFixed(t *testing.T, run Run, lists Lists) {
	t.Helper()
	for _, p := range lists.Gate(run).Problems {
		if p.Kind != NoReason {
			t.Errorf("after Fix: %s: %s", p.Kind, p.Text)
		}
	}
	again, err := lists.Fix(run, func(string) *List { return &List{} })
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range again {
		for _, c := range r.Changes {
			t.Errorf("a second Fix: %s", c)
		}
	}
}

// check compares what came out with the example's files, or with -update writes them.
func (ex *example) check(t *testing.T, want map[string]string) {
	t.Helper()
	if *update {
		ex.write(t, want)
		return
	}
	for name, text := range want {
		if ex.files[name] != text {
			t.Errorf("%s: %s is\n%swant\n%s", ex.path, name, text, ex.files[name])
		}
	}
	for _, name := range ex.order {
		if strings.HasPrefix(name, "fixed/") && want[name] == "" {
			t.Errorf("%s: %s was not changed", ex.path, name)
		}
	}
}

func (ex *example) write(t *testing.T, want map[string]string) {
	t.Helper()
	ar, err := txtar.ParseFile(ex.path)
	if err != nil {
		t.Fatal(err)
	}
	kept := ar.Files[:0]
	for _, f := range ar.Files {
		if f.Name != "gate" && f.Name != "changes" && !strings.HasPrefix(f.Name, "fixed/") {
			kept = append(kept, f)
		}
	}
	ar.Files = kept
	for _, name := range []string{"gate", "changes"} {
		ar.Files = append(ar.Files, txtar.File{Name: name, Data: []byte(want[name])})
		delete(want, name)
	}
	for _, l := range append(ex.lists, &List{Path: "aya.toml"}, &List{Path: "cilium-ebpf.toml"}) {
		if text, ok := want["fixed/"+l.Path]; ok {
			ar.Files = append(ar.Files, txtar.File{Name: "fixed/" + l.Path, Data: []byte(text)})
			delete(want, "fixed/"+l.Path)
		}
	}
	if err := os.WriteFile(ex.path, txtar.Format(ar), 0o644); err != nil {
		t.Fatal(err)
	}
}
