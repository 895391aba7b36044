package tracer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/sys/unix"

	"difftest/capture"
	"difftest/uapi"
)

// maxPins is the most names that are listed of a command's bpffs.
const maxPins = 10_000

// kernelPins are what the kernel itself puts on a new bpffs, and does not let anyone remove: the iterators of
// CONFIG_BPF_PRELOAD (https://github.com/torvalds/linux/blob/v6.12/kernel/bpf/preload/bpf_preload_kern.c#L27).
var kernelPins = map[string]bool{"maps.debug": true, "progs.debug": true}

// bpffs is the root of the command's bpffs as seen from here.
func (p *Process) bpffs() string { return fmt.Sprintf("/proc/%d/root%s", p.pid, BPFFS) }

// Pin pins descriptor fd on the command's bpffs under path, which is relative to its root, and makes the folders that
// lead there.
func (p *Process) Pin(fd int, path string) error {
	full := filepath.Join(p.bpffs(), path)
	if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
		return fmt.Errorf("pin %s: %w", path, err)
	}
	if err := uapi.ObjPin(&uapi.ObjPinAttr{Pathname: uapi.StringPointer(full), BPFFD: uapi.FD(fd)}); err != nil {
		return fmt.Errorf("pin %s: %w", path, err)
	}
	return nil
}

// TakePins lists what is pinned on the command's bpffs, by path, and removes it, so that it does not meet the next load.
func (p *Process) TakePins() ([]capture.Pin, error) {
	root := p.bpffs()
	var pins []capture.Pin
	var folders []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if path == root || filepath.Dir(path) == root && kernelPins[d.Name()] {
			return nil
		}
		if len(pins)+len(folders) >= maxPins {
			return fmt.Errorf("over %d names", maxPins)
		}
		if d.IsDir() {
			folders = append(folders, path)
			return nil
		}
		pins = append(pins, readPin(root, path))
		return nil
	})
	var removed []error
	for _, pin := range pins {
		removed = append(removed, os.Remove(filepath.Join(root, pin.Path)))
	}
	for i := len(folders) - 1; i >= 0; i-- {
		removed = append(removed, os.Remove(folders[i]))
	}
	if errors.Is(err, fs.ErrNotExist) { // no bpffs in this namespace
		return nil, nil
	}
	sort.Slice(pins, func(i, j int) bool { return pins[i].Path < pins[j].Path })
	if err := errors.Join(append(removed, err)...); err != nil {
		return pins, fmt.Errorf("pins: %w", err)
	}
	return pins, nil
}

// readPin resolves one name. What is no program or map (a link, a file of the kernel's own) has no id.
func readPin(root, path string) capture.Pin {
	pin := capture.Pin{Path: strings.TrimPrefix(path, root+"/"), Kind: capture.KindOther}
	fd, err := uapi.ObjGet(&uapi.ObjGetAttr{Pathname: uapi.StringPointer(path)})
	if err != nil {
		return pin
	}
	defer unix.Close(int(fd))
	info := readFDInfo(os.Getpid(), int32(fd))
	pin.Kind, pin.ID = info.kind, info.id
	return pin
}
