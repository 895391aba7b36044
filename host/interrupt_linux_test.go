package host

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"difftest/internal/bpftest"
	"difftest/uapi"
)

// TestInterruptLeavesNothing: an interrupt in the middle of a load ends the run and leaves no process, program or map.
func TestInterruptLeavesNothing(t *testing.T) {
	bpftest.Require(t)
	for _, mode := range []string{"hang", "holds"} {
		t.Run(mode, func(t *testing.T) { interrupt(t, mode) })
	}
}

func interrupt(t *testing.T, mode string) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	registry := fakeRegistry(self, "good", mode)
	if err := os.WriteFile(filepath.Join(dir, "loaders.toml"), []byte(registry), 0o644); err != nil {
		t.Fatal(err)
	}
	object, err := filepath.Abs("../corpus/cases/elf/maps-only.o")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, mainArg, "--loaders", filepath.Join(dir, "loaders.toml"), "--reference", "good", object)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	await(t, "the plugin is in its load", func() bool { return len(processesOf(self, mode)) > 0 })
	time.Sleep(300 * time.Millisecond)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitFailed || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("%v: exit status %d, stderr %q", err, code, &stderr)
	}
	await(t, "all processes are gone", func() bool { return len(processesOf(self, mode)) == 0 })
	await(t, "all maps are gone", func() bool { return countMaps(heldName) == 0 }) // the kernel frees late
}

// await waits up to ten seconds until a condition holds.
func await(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not within ten seconds: %s", what)
		}
	}
}

// processesOf lists the processes of a fake plugin.
func processesOf(self, mode string) []string {
	var found []string
	paths, _ := filepath.Glob("/proc/[0-9]*/cmdline") // the pattern is good
	for _, path := range paths {
		line, err := os.ReadFile(path)
		if err == nil && string(line) == strings.Join([]string{self, fakeArg, mode}, "\x00")+"\x00" {
			found = append(found, path)
		}
	}
	return found
}

// countMaps counts the maps of a name in the kernel.
func countMaps(name string) int {
	n := 0
	var id uapi.MapID
	for {
		next := uapi.MapGetNextIDAttr{StartID: id}
		if uapi.MapGetNextID(&next) != nil {
			return n
		}
		id = next.NextID
		fd, err := uapi.MapGetFDByID(&uapi.MapGetFDByIDAttr{MapID: id})
		if err != nil {
			continue // gone meanwhile
		}
		var info uapi.MapInfo
		if uapi.ObjInfo(fd, &info) == nil && info.Name.String() == name {
			n++
		}
		unix.Close(int(fd))
	}
}

// heldName is the name of a map that the fake plugin "holds" creates and holds while it hangs.
const heldName = "difftest_held"

// holdMap creates a map and lets it be pinned on the plugin's own bpffs.
func holdMap() {
	fd, err := uapi.MapCreate(&uapi.MapCreateAttr{
		MapType: uapi.BPF_MAP_TYPE_ARRAY, KeySize: 4, ValueSize: 4, MaxEntries: 1, MapName: uapi.NewObjName(heldName),
	})
	if err != nil {
		panic(err)
	}
	err = uapi.ObjPin(&uapi.ObjPinAttr{Pathname: uapi.StringPointer("/sys/fs/bpf/held"), BPFFD: fd})
	if err != nil {
		panic(fmt.Sprint("pin: ", err))
	}
}
