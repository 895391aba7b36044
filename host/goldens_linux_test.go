package host

import (
	"flag"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"

	"difftest/corpus"
	"difftest/diffreport"
)

var update = flag.Bool("update", false, "write what libbpf does into the goldens of the corpus")

// goldenKernel is the release range of the kernel that the goldens were made on. Others answer otherwise: there only
// what libbpf sends is held to the goldens.
const goldenKernel = "6.18."

// endVaries is in the text of a run that did not end in the same way each time. No case does that by itself.
const endVaries = ": varies\n"

// maxDiffs is how many goldens are shown as a diff that are not confirmed. Of the others the name is told.
const maxDiffs = 20

// checkGoldens holds the goldens of the objects that are ours to what the reference did with them, or rewrites them.
func checkGoldens(t *testing.T, sides []diffreport.Side, ours func(object string) bool) {
	t.Helper()
	goldens, err := corpus.ReadGoldens("../corpus")
	if err != nil {
		t.Fatal(err)
	}
	want, got := corpus.Goldens{}, goldenTexts(t, sides)
	for object, text := range goldens {
		if ours(object) {
			want[object] = text
		}
	}
	if *update {
		for object, text := range got {
			if strings.Contains(text, endVaries) {
				t.Fatalf("%s: how a run ends varies, as on a busy machine: no goldens are written", object)
			}
		}
		maps.DeleteFunc(goldens, func(object, _ string) bool { return ours(object) })
		maps.Copy(goldens, got)
		if err := goldens.Write("../corpus"); err != nil {
			t.Fatal(err)
		}
		return
	}
	trim := strings.Clone
	if kernel := sides[0].Recording.Target.Kernel; !strings.HasPrefix(kernel, goldenKernel) {
		t.Logf("goldens are of Linux %sx, this is %s: only what libbpf sends is compared", goldenKernel, kernel)
		trim = sent
	}
	for _, fault := range goldenFaults(want, got, trim) {
		t.Error(fault)
	}
}

// notShownHere begins the golden of a case that needs what the target did not have. It holds what libbpf sent alone, and
// is held to that alone.
const notShownHere = "not shown where it was made, needs: "

// goldenTexts are what goldens of forms say, by object.
func goldenTexts(t *testing.T, sides []diffreport.Side) corpus.Goldens {
	t.Helper()
	if len(sides) == 0 {
		t.Fatal("no recordings")
	}
	target := sides[0].Recording.Target
	here := thisMachine(t, target.Kernel, target.CPUs)
	texts := corpus.Goldens{}
	for _, side := range sides {
		object := relative(side.Recording.Object.Path)
		c, err := corpus.LoadCase("../corpus/" + object)
		if err != nil {
			t.Fatal(err)
		}
		here.portable(side.Form, c, side.Recording)
		texts[object] = formText(t, side)
		if unmet := side.Recording.Unmet; len(unmet) > 0 {
			texts[object] = notShownHere + strings.Join(unmet, ", ") + "\n" + sent(texts[object])
		}
	}
	return texts
}

// goldenFaults lists where goldens are not what the reference did, by object, each with a diff and what to do.
func goldenFaults(want, got corpus.Goldens, trim func(string) string) []string {
	all := maps.Clone(want)
	maps.Copy(all, got)
	var faults []string
	for _, object := range slices.Sorted(maps.Keys(all)) {
		before, after := trim(want[object]), trim(got[object])
		if strings.HasPrefix(before, notShownHere) || strings.HasPrefix(after, notShownHere) {
			before, after = sent(before), sent(after)
		}
		if before == after {
			continue
		}
		fault := fmt.Sprintf("corpus/%s: libbpf does not do what its golden says", object)
		if len(faults) < maxDiffs {
			fault += "; make goldens rewrites it, if that is meant\n" +
				string(diff.Diff("golden", []byte(before), "libbpf", []byte(after)))
		}
		faults = append(faults, fault)
	}
	return faults
}

// answer is what a kernel's answer adds to the line of a program or map.
var answer = regexp.MustCompile(`^((?:prog|map) [^ ]+) \((?:refused, [A-Z0-9]+|not loaded|not by default)\)`)

// sent is what of a golden the loader has decided: without what the kernel has answered.
func sent(golden string) string {
	var kept []string
	run := false // in a test run, whose changes follow it indented
	for _, line := range strings.Split(golden, "\n") {
		switch {
		case strings.HasPrefix(line, "outcome: "), strings.HasPrefix(line, notShownHere):
			continue
		case strings.HasPrefix(line, "run "):
			run = true
		case !strings.HasPrefix(line, "  "):
			run = false
		}
		if !run {
			kept = append(kept, answer.ReplaceAllString(line, "$1"))
		}
	}
	return strings.Join(kept, "\n")
}

// TestGoldenFaults: a golden that says something else, one that is missing and one too many are told, each by its
// object, with what differs and what to do.
func TestGoldenFaults(t *testing.T) {
	const loaded, rejected = "outcome: loaded\n", "outcome: rejected\n"
	want := corpus.Goldens{"cases/a.o": loaded, "cases/b.o": loaded, "cases/gone.o": loaded}
	got := corpus.Goldens{"cases/a.o": loaded, "cases/b.o": rejected, "cases/new.o": loaded}
	faults := strings.Join(goldenFaults(want, got, strings.Clone), "\n")
	for _, text := range []string{
		"corpus/cases/b.o: libbpf does not do what its golden says; make goldens rewrites it, if that is meant\n",
		"-outcome: loaded\n+outcome: rejected\n", "corpus/cases/gone.o: ", "corpus/cases/new.o: ",
	} {
		if !strings.Contains(faults, text) {
			t.Errorf("%q lacks %q", faults, text)
		}
	}
	if strings.Contains(faults, "cases/a.o") {
		t.Errorf("%q names what is confirmed", faults)
	}
	// Where the target, then or now, does not have what the case needs, what was sent is compared and no answer.
	lacking := corpus.Goldens{"cases/b.o": notShownHere + "cpus 9\n" + "\nprog p: type xdp\n"}
	for text, faults := range map[string]int{
		"outcome: loaded\n\nprog p: type xdp\n": 0, "outcome: loaded\n\nprog p: type tc\n": 1,
	} {
		if got := goldenFaults(lacking, corpus.Goldens{"cases/b.o": text}, strings.Clone); len(got) != faults {
			t.Errorf("%q: %q, want %d", text, got, faults)
		}
	}
	// On a kernel that answers otherwise the answer is no fault.
	if faults := goldenFaults(want, got, sent); len(faults) != 0 {
		t.Errorf("%q", faults)
	}
}

// TestSent: the kernel's answers are taken out of a golden, and nothing that the loader sent is.
func TestSent(t *testing.T) {
	const golden = `outcome: rejected, stage program, errno 1 EPERM

prog a (refused, EPERM): section fentry/x, type tracing
func a: linkage global
  r0 = 0x0
  exit

map m: type array
  [0] = 0x01

run a tcp-64: done, retval 0
  m[0] = 0x02
`
	const want = `
prog a: section fentry/x, type tracing
func a: linkage global
  r0 = 0x0
  exit

map m: type array
  [0] = 0x01

`
	if got := sent(golden); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
