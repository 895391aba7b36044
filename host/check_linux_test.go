package host

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"difftest/internal/bpftest"
)

// failed returns the names of the checks that a plugin fails, and all that check printed.
func failedChecks(t *testing.T, a *app, reg Registration, loads int) (names, output string) {
	t.Helper()
	var out bytes.Buffer
	a.stdout = &out
	err := a.check(t.Context(), reg, loads, nil)
	if err != nil && !errors.Is(err, errDiffers) {
		t.Fatal(err)
	}
	var failed []string
	for line := range strings.Lines(out.String()) {
		if rest, ok := strings.CutPrefix(line, "FAIL  "); ok {
			name, _, _ := strings.Cut(rest, ":")
			failed = append(failed, name)
		}
	}
	if strings.Count(out.String(), "\n") != 16 {
		t.Errorf("want 15 checks and a count, got\n%s", out.String())
	}
	return strings.Join(failed, " "), out.String()
}

// TestCheckFaults shows for each rule a plugin that breaks it, and that the line meant for it says so.
func TestCheckFaults(t *testing.T) {
	bpftest.Require(t)
	tests := []struct{ fault, failed, reason string }{
		{"none", "", ""},
		{"no-version", "version registration claims stage outside leaves-nothing agrees-with-itself", "no version"},
		{"by-hand", "by-hand", "want a failing exit status"},
		{"forgets-a-map", "loads", "want hits among them"},
		{"accepts-garbage", "refuses stage", "want rejected"},
		{"ignores-selection", "selects claims", "asked for pass, loaded"},
		{"loads-more", "claims", "it loads cut too"},
		{"ignores-kconfig", "says-what-it-lacks", "KCONFIG_TEXT, which it does not offer"},
		{"prints", "clean-stdout", "it printed"},
		{"lingers", "shutdown", "still there"},
		{"leaks", "survives", "descriptors"},
		{"grows", "survives", "memory"},
		{"overclaims", "registration", "not registered"},
		{"ghost", "claims", "id 4000000000"},
		{"swaps", "claims", "which is"},
		{"lies", "claims", "gave the kernel no program"},
		{"stage", "stage", "it says that open did"},
		{"outside", "outside", "before the first load"},
		{"keeps", "leaves-nothing", "still exists"},
		{"child", "leaves-nothing", "processes before a load"},
		{"pins", "leaves-nothing", "without being asked"},
		{"moody", "agrees-with-itself", "license is not the same"},
		{"reports", "", "n/a   stage"},
		{"reports-unregistered", "registration", "without_kernel = true"},
		{"reports-nothing", "claims outside leaves-nothing", "it reports nothing"},
		{"reports-calls", "claims outside leaves-nothing", "makes 1 calls of bpf(2)"},
		{"reports-less", "claims", "and reports"},
		{"reports-short", "claims", "8 bytes of instructions"},
		{"reports-twice", "claims outside leaves-nothing", "a number of its own"},
	}
	for _, test := range tests {
		t.Run(test.fault, func(t *testing.T) {
			t.Parallel()
			failed, output := failedChecks(t, &app{}, checkFakeRegistration(t, test.fault), 120)
			if !sameWords(failed, test.failed) || !strings.Contains(output, test.reason) {
				t.Errorf("failed %q, want %q with %q:\n%s", failed, test.failed, test.reason, output)
			}
		})
	}
}

// checkFakeRegistration registers the fake that has a fault.
func checkFakeRegistration(t *testing.T, fault string) Registration {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	mode := checkFakePrefix + fault
	return Registration{
		Name: mode, Run: []string{self, fakeArg, mode}, Version: []string{self, fakeArg, mode, "--version"},
		Capabilities:  []string{"program_selection"},
		WithoutKernel: strings.HasPrefix(fault, reportsPrefix) && fault != "reports-unregistered",
	}
}

// sameWords reports whether two lists hold the same words.
func sameWords(a, b string) bool {
	count := map[string]int{}
	for _, w := range strings.Fields(a) {
		count[w]++
	}
	for _, w := range strings.Fields(b) {
		count[w]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// TestCheckOwnPlugins holds every registered loader to the contract.
func TestCheckOwnPlugins(t *testing.T) {
	bpftest.Require(t)
	regs, err := ReadRegistry(filepath.FromSlash("../plugins/loaders.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, reg := range regs {
		t.Run(reg.Name, func(t *testing.T) {
			t.Parallel()
			if _, err := usable(reg); err != nil {
				t.Fatal(err)
			}
			if failed, output := failedChecks(t, &app{}, reg, 20); failed != "" {
				t.Errorf("\n%s", output)
			}
		})
	}
}
