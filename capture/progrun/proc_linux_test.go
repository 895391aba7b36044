package progrun

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// openFiles counts the descriptors of a process.
func openFiles(t *testing.T, pid int) int {
	t.Helper()
	list, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

// sentPackets is how many packets the loopback device of a process's network has sent.
func sentPackets(t *testing.T, pid string) (n int) {
	t.Helper()
	text, err := os.ReadFile("/proc/" + pid + "/net/dev")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if name, rest, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "lo" {
			if _, err := fmt.Sscan(strings.Fields(rest)[9], &n); err != nil {
				t.Fatal(err)
			}
			return n
		}
	}
	t.Fatalf("no loopback device:\n%s", text)
	return 0
}
