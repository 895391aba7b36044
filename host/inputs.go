package host

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"difftest/capture"
	"difftest/capture/progrun"
	"difftest/internal/pcap"
)

const (
	// maxInput is the largest raw input, in bytes: the kernel takes no packet and no context beyond.
	maxInput = 128 << 10
	// maxCapture is the largest capture file that is read, in bytes.
	maxCapture = 256 << 20
)

// readInputs reads the inputs in a folder: each packet of capture files, and each other file as a packet and, for
// programs that take no packet, as a context. Hidden files and folders are passed over. A file that cannot be used, or
// not to its end, is a problem; a folder without inputs is an error.
func readInputs(dir string) (extra progrun.Extra, problems []error, err error) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return extra, nil, fmt.Errorf("inputs: %w", err)
	}
	for _, e := range list { // by name
		if strings.HasPrefix(e.Name(), ".") || e.IsDir() {
			continue
		}
		if err := readInput(&extra, dir, e.Name()); err != nil {
			problems = append(problems, fmt.Errorf("inputs: %s: %w", filepath.Join(dir, e.Name()), err))
		}
	}
	if len(extra.Packets) == 0 {
		return extra, problems, fmt.Errorf("inputs: nothing in %s that programs can be run on", dir)
	}
	return extra, problems, nil
}

// readInput adds the inputs of one file, which go by its name.
func readInput(extra *progrun.Extra, dir, name string) error {
	path := filepath.Join(dir, name)
	info, err := os.Stat(path)
	if err != nil {
		return errors.Unwrap(err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxCapture {
		return fmt.Errorf("no file, or of more than %d bytes", maxCapture)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return errors.Unwrap(err)
	}
	label := strings.Join(strings.Fields(name), "_") // names of inputs are words
	same := func(in capture.Input) bool { return in.Name == label }
	if progrun.IsInput(label) || slices.ContainsFunc(extra.Packets, same) {
		return fmt.Errorf("another input is called %s", label)
	}
	packets, err := pcap.Read(data)
	if !errors.Is(err, pcap.ErrNotPcap) {
		for i, p := range packets {
			extra.Packets = append(extra.Packets, capture.Input{Name: fmt.Sprintf("%s#%d", label, i+1), Data: p})
		}
		return err
	}
	if len(data) > maxInput {
		return fmt.Errorf("%d bytes: inputs of more than %d are not taken", len(data), maxInput)
	}
	if data == nil {
		data = []byte{}
	}
	extra.Packets = append(extra.Packets, capture.Input{Name: label, Data: data})
	extra.Contexts = append(extra.Contexts, capture.Input{Name: label + "/ctx", Ctx: data})
	return nil
}
