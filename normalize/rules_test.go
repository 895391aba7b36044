package normalize_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"difftest/normalize"
)

var update = flag.Bool("update", false, "write what the examples give into testdata")

// example is a txtar file: texts by name.
type example struct {
	path    string
	archive *txtar.Archive
}

func readExample(t testing.TB, path string) *example {
	t.Helper()
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return &example{path, a}
}

// text returns a file of the archive, empty if it is not there.
func (e *example) text(name string) string {
	for _, f := range e.archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// golden compares a file of the archive with what came out, or writes it with -update.
func (e *example) golden(t *testing.T, name, got string) {
	t.Helper()
	if e.text(name) == got {
		return
	}
	if !*update {
		t.Errorf("%s: %s is\n%s\nwant\n%s", e.path, name, got, e.text(name))
		return
	}
	i := slices.IndexFunc(e.archive.Files, func(f txtar.File) bool { return f.Name == name })
	if i < 0 {
		e.archive.Files = append(e.archive.Files, txtar.File{Name: name})
		i = len(e.archive.Files) - 1
	}
	e.archive.Files[i].Data = []byte(got)
	if err := os.WriteFile(e.path, txtar.Format(e.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// show gives the form of a recording and its text.
func show(t testing.TB, script string, opts normalize.Options) (*normalize.Form, string) {
	t.Helper()
	form, err := normalize.Canonical(recording(t, script), opts)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := form.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	return form, b.String()
}

// changed lists the lines that differ between two texts, as a line diff does.
func changed(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	common := make([][]int, len(x)+1) // lengths of common subsequences of the ends
	for i := range common {
		common[i] = make([]int, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if common[i][j] = max(common[i+1][j], common[i][j+1]); x[i] == y[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	var out strings.Builder
	for i, j := 0, 0; i < len(x) || j < len(y); {
		switch {
		case i < len(x) && j < len(y) && x[i] == y[j]:
			i, j = i+1, j+1
		case j == len(y) || i < len(x) && common[i+1][j] >= common[i][j+1]:
			out.WriteString("-" + x[i] + "\n")
			i++
		default:
			out.WriteString("+" + y[j] + "\n")
			j++
		}
	}
	return out.String()
}

// TestRules takes each rule through its example: two recordings that are the same under the rule and different without
// it, and others that the rule must not make the same.
func TestRules(t *testing.T) {
	for _, rule := range normalize.Rules {
		t.Run(rule.Name, func(t *testing.T) {
			e := readExample(t, filepath.Join("testdata", "rules", rule.Name+".txtar"))
			common := e.text("common")
			form, text := show(t, common+e.text("recording"), normalize.Options{})
			other, same := show(t, common+e.text("same"), normalize.Options{})
			if same != text {
				t.Errorf("the two recordings differ:\n%s", changed(text, same))
			}
			if form.Fired[rule.Name]+other.Fired[rule.Name] == 0 {
				t.Errorf("the rule never fired: %v", form.Fired)
			}
			without := normalize.Options{Disable: map[string]bool{rule.Name: true}}
			off, x := show(t, common+e.text("recording"), without)
			_, y := show(t, common+e.text("same"), without)
			if x == y && !uniform[rule.Name] {
				t.Error("the two recordings are the same without the rule")
			}
			if x == text && y == text {
				t.Error("the rule changes neither recording")
			}
			if off.Fired[rule.Name] != 0 {
				t.Errorf("switched off, the rule fired %d times", off.Fired[rule.Name])
			}
			e.golden(t, "form", text)
			testKeeps(t, e, text)
		})
	}
}

// uniform are rules that erase the same thing from every recording: they make forms easier to read, not equal.
var uniform = map[string]bool{"name-cut": true, "jump-distances": true}

// testKeeps checks that each recording called keeps… shows, and where.
func testKeeps(t *testing.T, e *example, text string) {
	t.Helper()
	n := 0
	for _, f := range e.archive.Files {
		if !strings.HasPrefix(f.Name, "keeps") || strings.HasSuffix(f.Name, ".diff") {
			continue
		}
		n++
		_, kept := show(t, e.text("common")+string(f.Data), normalize.Options{})
		if kept == text {
			t.Errorf("%s: the rule hides it", f.Name)
		}
		e.golden(t, f.Name+".diff", changed(text, kept))
	}
	if n == 0 {
		t.Error("no example of what the rule keeps")
	}
}

func TestRuleTexts(t *testing.T) {
	for _, r := range normalize.Rules {
		for what, text := range map[string]string{
			"Name": r.Name, "Erases": r.Erases, "Because": r.Because, "Source": r.Source, "Keeps": r.Keeps,
		} {
			if text == "" {
				t.Errorf("rule %s: no %s", r.Name, what)
			}
		}
		if found, ok := normalize.RuleByName(r.Name); !ok || found.Name != r.Name {
			t.Errorf("rule %s is not found by its name", r.Name)
		}
	}
	unknown := normalize.Options{Disable: map[string]bool{"x": true}}
	if _, err := normalize.Canonical(recording(t, "load"), unknown); err == nil {
		t.Error("a rule that does not exist can be switched off")
	}
	if _, err := normalize.Canonical(nil, normalize.Options{}); err == nil {
		t.Error("no recording has a form")
	}
}
