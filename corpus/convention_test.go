package corpus

import (
	"path/filepath"
	"strings"
	"testing"
)

const conventionRow = `
[[group]]
prefix = "MAP"
title = "Maps"

[[convention]]
id = "MAP-17"
title = "perf event arrays with max_entries"
libbpf = "are created as they are written"
source = "https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L5532"
since = "1.0"
level = "required"
`

func TestParseConventions(t *testing.T) {
	c, err := ParseConventions(conventionRow)
	if err != nil {
		t.Fatal(err)
	}
	got, ok := c.ByID("MAP-17")
	if !ok || got.Since != "1.0" || got.Level != LevelRequired || got.Title != "perf event arrays with max_entries" {
		t.Errorf("got %+v, %v", got, ok)
	}
	if _, ok := c.ByID("MAP-18"); ok {
		t.Error("MAP-18 is there")
	}
	if got := GroupOf("CORE-16b"); got != "CORE" {
		t.Errorf("group %s", got)
	}
}

func TestParseConventionsRefuses(t *testing.T) {
	second := conventionRow[strings.Index(conventionRow, "[[convention]]"):]
	without := func(key string) string {
		var kept []string
		for _, line := range strings.Split(conventionRow, "\n") {
			if !strings.HasPrefix(line, key+" ") || strings.Contains(line, `"Maps"`) {
				kept = append(kept, line)
			}
		}
		return strings.Join(kept, "\n")
	}
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", conventionRow + "aya = 'same'", `unknown key "convention.aya"`},
		{"twice", conventionRow + second, "row 1: MAP-17 is twice there"},
		{"no group", second, "row 0 (MAP-17): no group MAP"},
		{"no id", without("id"), `"" is no convention's id`},
		{"no title", without("title"), "no title"},
		{"no libbpf", without("libbpf"), "no libbpf"},
		{"no source", without("source"), "is no permalink"},
		{"no level", without("level"), `level "" is not known`},
		{"branch", strings.Replace(conventionRow, "v1.7.0", "master", 1), "is no permalink"},
		{"since", strings.Replace(conventionRow, `"1.0"`, `"long ago"`, 1), "is no version"},
		{"level", strings.Replace(conventionRow, `"required"`, `"nice"`, 1), `level "nice" is not known`},
		{"id", strings.Replace(conventionRow, `"MAP-17"`, `"MAP17"`, 1), "is no convention's id"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ParseConventions(tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

// Each id that a committed case names is in the table; each convention has a case or says why it has none. A case from
// a report may be about a convention without showing it.
func TestCommittedConventions(t *testing.T) {
	table, err := ParseConventions(conventionsText)
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]string{}
	for _, path := range committed(t) {
		c, err := LoadCase(path)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		addObjectTags(t, &c)
		for _, id := range c.Conventions {
			if shown[id] == "" || filepath.Base(filepath.Dir(path)) != "reported" {
				shown[id] = path
			}
			if _, ok := table.ByID(id); !ok {
				t.Errorf("%s: %s is not in conventions.toml", path, id)
			}
		}
	}
	for _, row := range table.List {
		path, ok := shown[row.ID]
		switch {
		case !ok && row.Unshown == "":
			t.Errorf("%s: no case names it, and it does not say why", row.ID)
		case ok && row.Unshown != "" && filepath.Base(filepath.Dir(path)) != "reported":
			t.Errorf("%s: says that no case can show it; %s does", row.ID, path)
		}
	}
}

// committed lists the committed objects.
func committed(t *testing.T) []string {
	t.Helper()
	objects, err := filepath.Glob("cases/*/*.o")
	if err != nil {
		t.Fatal(err)
	}
	if len(objects) == 0 {
		t.Fatal("no cases")
	}
	return objects
}
