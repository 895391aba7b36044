package progrun

import (
	"fmt"
	"os"
	"strconv"
	"testing"
)

// TestDescriptors looks at the descriptors of a runner process that does nothing: what programs are likely to close is
// either nothing or not needed.
func TestDescriptors(t *testing.T) {
	r := start(t, Limits{})
	folder := fmt.Sprintf("/proc/%d/fd/", r.process.cmd.Process.Pid)
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	pollers := 0
	for _, e := range list {
		fd, err := strconv.Atoi(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		link, err := os.Readlink(folder + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case fd < keptFrom && link != "/dev/null":
			t.Errorf("%d is %s", fd, link)
		case fd >= keptFrom && link == "anon_inode:[eventpoll]":
			pollers++
		}
	}
	if pollers != 1 {
		t.Errorf("%d pollers among the descriptors from %d on: %v", pollers, keptFrom, list)
	}
}
