package progrun

import (
	"bytes"
	"encoding/binary"
	"testing"

	"difftest/uapi"
)

// TestShared: replies come back in order until there is no room, and what a program may have written there does no harm.
func TestShared(t *testing.T) {
	s, file, err := newShared()
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	defer file.Close()
	n := 0
	for s.put(bytes.Repeat([]byte{byte(n)}, 1000)) {
		n++
	}
	if n != (sharedSize-sharedHead)/1004 {
		t.Errorf("%d replies fit", n)
	}
	at := uint64(0)
	for i := range n {
		body, next, ok := s.take(at)
		if !ok || len(body) != 1000 || body[0] != byte(i) {
			t.Fatalf("reply %d: %v, %d bytes", i, ok, len(body))
		}
		at = next
	}
	if _, _, ok := s.take(at); ok {
		t.Error("a reply behind the last")
	}
	if s.put(make([]byte, sharedSize)) {
		t.Error("a reply without room is taken")
	}
	for _, end := range []uint64{3, 1 << 40, 1<<64 - 1} {
		s.end().Store(end)
		if _, _, ok := s.take(0); ok {
			t.Errorf("a reply where the end is %d", end)
		}
		if s.put([]byte{1}) && end > sharedSize {
			t.Errorf("room where the end is %d", end)
		}
	}
	s.end().Store(100)
	binary.LittleEndian.PutUint32(s.mem[sharedHead:], 1<<31)
	if _, _, ok := s.take(0); ok {
		t.Error("a reply longer than all of them")
	}
}

// TestManyReplies: more than fits into the shared memory comes back all the same, in order.
func TestManyReplies(t *testing.T) {
	r := start(t, Limits{})
	kind := uapi.BPF_PROG_TYPE_XDP
	method, _ := Find(kind, 0)
	prog := load(t, kind, returning(0))
	inputs := method.Inputs(Extra{})[:1]
	for len(inputs) < 1000 { // more than goes into one request, too
		in := tcp9000
		in.Name = string(rune('a' + len(inputs)))
		in.Data = bytes.Clone(in.Data)
		in.Data[20], in.Data[21] = byte(len(inputs)), byte(len(inputs)>>8)
		inputs = append(inputs, in)
	}
	marker := load(t, kind, marking)
	for _, p := range []struct {
		name  string
		first byte
	}{{"same", 0x02}, {"marked", 0xaa}} {
		fd := prog
		if p.name == "marked" {
			fd = marker
		}
		for i, run := range r.Run(fd, method, inputs) {
			if run.Input != inputs[i].Name || len(run.DataOut) != len(inputs[i].Data) || run.DataOut[0] != p.first ||
				i > 0 && (run.DataOut[20] != byte(i) || run.DataOut[21] != byte(i>>8)) {
				t.Fatalf("%s: run %d is %s with %d bytes", p.name, i, run.Input, len(run.DataOut))
			}
		}
	}
}
