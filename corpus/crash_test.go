package corpus

import (
	"os"
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

func TestCommittedCrashes(t *testing.T) {
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
	for _, c := range crashes {
		if _, err := os.Stat(c.Object); err != nil {
			t.Errorf("%s (%s): %v", c.What, c.Loader, err)
		}
	}
}
