// Package ci holds action.yml and docs/gitlab-ci.yml, which others run, to what they say: it has no code but tests.
package ci

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// root is the root of the repository.
const root = "../.."

// An action is a composite action as GitHub reads it.
type action struct {
	Name        string           `yaml:"name"`
	Description string           `yaml:"description"`
	Inputs      map[string]input `yaml:"inputs"`
	Outputs     map[string]struct {
		Description string `yaml:"description"`
		Value       string `yaml:"value"`
	} `yaml:"outputs"`
	Runs struct {
		Using string `yaml:"using"`
		Steps []step `yaml:"steps"`
	} `yaml:"runs"`
}

type input struct {
	Description string `yaml:"description"`
	Required    bool   `yaml:"required"`
	Default     string `yaml:"default"`
}

type step struct {
	Name  string            `yaml:"name"`
	ID    string            `yaml:"id"`
	If    string            `yaml:"if"`
	Uses  string            `yaml:"uses"`
	With  map[string]string `yaml:"with"`
	Shell string            `yaml:"shell"`
	Env   map[string]string `yaml:"env"`
	Run   string            `yaml:"run"`
}

// expression is what GitHub puts a value in the place of.
var expression = regexp.MustCompile(`\$\{\{ ?(.*?) ?\}\}`)

// decode reads a YAML file; a key that into does not have is an error.
func decode(t *testing.T, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

func readAction(t *testing.T) action {
	t.Helper()
	var a action
	decode(t, "action.yml", &a)
	return a
}

// TestActionShape: what GitHub would refuse, or pass over without a word.
func TestActionShape(t *testing.T) {
	a := readAction(t)
	if a.Runs.Using != "composite" || a.Name == "" || a.Description == "" || len(a.Runs.Steps) == 0 {
		t.Errorf("no composite action: %+v", a)
	}
	for name, in := range a.Inputs {
		if in.Description == "" || in.Required && in.Default != "" {
			t.Errorf("input %s: %+v", name, in)
		}
	}
	ids := map[string]bool{}
	for _, s := range a.Runs.Steps {
		ids[s.ID] = true
		switch {
		case (s.Uses == "") == (s.Run == ""):
			t.Errorf("step %q: one of uses and run", s.Name)
		case s.Run != "" && s.Shell != "bash":
			t.Errorf("step %q: a composite action's script has to name its shell", s.Name)
		case s.Uses != "" && !strings.Contains(s.Uses, "@"):
			t.Errorf("step %s: no version", s.Uses)
		case expression.MatchString(s.Run):
			t.Errorf("step %q: an expression in a script is text that whoever gives it can make code", s.Name)
		}
		for _, value := range s.With {
			a.value(t, value)
		}
		for _, value := range s.Env {
			a.value(t, value)
		}
	}
	for name, out := range a.Outputs {
		m := regexp.MustCompile(`^\$\{\{ steps\.(\w+)\.outputs\.(\w+) \}\}$`).FindStringSubmatch(out.Value)
		if m == nil || !ids[m[1]] || !a.sets(m[1], m[2]) {
			t.Errorf("output %s: no step sets %s", name, out.Value)
		}
	}
}

// sets reports whether a step writes an output.
func (a action) sets(id, output string) bool {
	for _, s := range a.Runs.Steps {
		if s.ID == id && strings.Contains(s.Run, `echo "`+output+`=`) {
			return true
		}
	}
	return false
}

// value is a value with the defaults of inputs in place of expressions. An expression that is not known fails the test.
func (a action) value(t *testing.T, text string) string {
	t.Helper()
	return expression.ReplaceAllStringFunc(text, func(e string) string {
		name := expression.FindStringSubmatch(e)[1]
		if name == "github.action_path" {
			return root
		}
		in, ok := a.Inputs[strings.TrimPrefix(name, "inputs.")]
		if !ok {
			t.Errorf("%s: what is that?", e)
		}
		return in.Default
	})
}
