package host

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadInputs: capture files give their packets, other files themselves, and what cannot be used is told.
func TestReadInputs(t *testing.T) {
	dir := t.TempDir()
	frame := make([]byte, 60)
	capture := binary.LittleEndian.AppendUint32(nil, 0xa1b2c3d4)
	capture = append(capture, make([]byte, 16)...)
	capture = binary.LittleEndian.AppendUint32(capture, 1)
	for range 2 {
		record := binary.LittleEndian.AppendUint32(make([]byte, 8), uint32(len(frame)))
		capture = append(append(capture, binary.LittleEndian.AppendUint32(record, 60)...), frame...)
	}
	for name, data := range map[string][]byte{
		"a.pcap": capture, "b bin": {1, 2, 3}, "empty": {}, ".hidden": {1}, "cut.pcap": capture[:len(capture)-1],
		"big": make([]byte, maxInput+1), "b_bin": {4}, "tcp-64": {5},
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	extra, problems, err := readInputs(dir)
	if err != nil {
		t.Fatal(err)
	}
	var packets, contexts []string
	for _, in := range extra.Packets {
		packets = append(packets, in.Name)
		if in.Data == nil || in.Ctx != nil {
			t.Errorf("packet %+v", in)
		}
	}
	for _, in := range extra.Contexts {
		contexts = append(contexts, in.Name)
		if in.Data != nil || in.Ctx == nil {
			t.Errorf("context %+v", in)
		}
	}
	if got := strings.Join(packets, " "); got != "a.pcap#1 a.pcap#2 b_bin cut.pcap#1 empty" {
		t.Errorf("packets %s", got)
	}
	if got := strings.Join(contexts, " "); got != "b_bin/ctx empty/ctx" {
		t.Errorf("contexts %s", got)
	}
	want := []string{"b_bin: another input", "big: 131073 bytes", "cut.pcap: cut short", "tcp-64: another input"}
	for i, text := range want {
		if len(problems) != len(want) || !strings.Contains(problems[i].Error(), text) {
			t.Fatalf("problems %v, want %q", problems, want)
		}
	}
}

func TestReadInputsWithoutAny(t *testing.T) {
	for name, dir := range map[string]string{"empty": t.TempDir(), "missing": filepath.Join(t.TempDir(), "no")} {
		if _, _, err := readInputs(dir); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
