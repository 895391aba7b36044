package corpus

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const crashRow = `
[[crash]]
object = "cases/malformed/x.o"
loader = "aya"
what = "reads behind the end"
source = "https://example.org/x.rs#1"
`

func TestParseCrashes(t *testing.T) {
	got, err := ParseCrashes(crashRow + strings.Replace(crashRow, "x.o", "y.o.broken", 1))
	if err != nil {
		t.Fatal(err)
	}
	several := strings.Replace(crashRow, `object = "cases/malformed/x.o"`, `objects = ["cases/a.o", "cases/b.o"]`, 1)
	if two, err := ParseCrashes(several); err != nil || len(two) != 2 || two[1].Object != "cases/b.o" || two[1].Loader != "aya" {
		t.Errorf("several objects: %+v, %v", two, err)
	}
	if len(got) != 2 || got[0].Loader != "aya" || got[0].Hidden() || !got[1].Hidden() {
		t.Errorf("got %+v", got)
	}
}

func TestParseCrashesRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", crashRow + "since = 1", `unknown key "crash.since"`},
		{"no source", strings.Replace(crashRow, "source =", "#", 1), "row 0 (cases/malformed/x.o): object, loader"},
		{"twice", crashRow + crashRow, "row 1 (cases/malformed/x.o by aya): twice there"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ParseCrashes(tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func committedCrashes(t *testing.T) []Crash {
	t.Helper()
	text, err := os.ReadFile("crashes.toml")
	if err != nil {
		t.Fatal(err)
	}
	crashes, err := ParseCrashes(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(crashes) == 0 {
		t.Fatal("no crashes")
	}
	return crashes
}

func TestCommittedCrashes(t *testing.T) {
	for _, c := range committedCrashes(t) {
		if _, err := os.Stat(c.Object); err != nil {
			t.Errorf("%s (%s): %v", c.What, c.Loader, err)
		}
	}
}

// TestCrashesLeftOut: known/LOADER.crashes leave out what crashes.toml names for the loader, and nothing else.
func TestCrashesLeftOut(t *testing.T) {
	want := map[string][]string{} // by file
	for _, c := range committedCrashes(t) {
		if !c.Hidden() {
			file := filepath.Join("known", c.Loader+".crashes")
			want[file] = append(want[file], "!"+c.Object)
		}
	}
	files, err := filepath.Glob("known/*.crashes")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if want[file] == nil {
			t.Errorf("%s: no crashes of that loader are known", file)
		}
	}
	for file, objects := range want {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
			continue
		}
		got := slices.DeleteFunc(strings.Split(strings.TrimSpace(string(text)), "\n"), func(line string) bool {
			return strings.HasPrefix(line, "#")
		})
		if slices.Sort(objects); !slices.Equal(got, objects) {
			t.Errorf("%s has\n%s\nwant\n%s", file, strings.Join(got, "\n"), strings.Join(objects, "\n"))
		}
	}
}
