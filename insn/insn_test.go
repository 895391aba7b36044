package insn

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"os"
	"strings"
	"testing"
)

// entry is one line of a table in testdata.
type entry struct {
	bytes []byte // little-endian
	text  string
}

func table(t testing.TB, path string) []entry {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var entries []entry
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		digits, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		b, err := hex.DecodeString(digits)
		if err != nil {
			t.Fatalf("%s: %q: %v", path, line, err)
		}
		entries = append(entries, entry{b, text})
	}
	if len(entries) == 0 {
		t.Fatalf("%s: no entries", path)
	}
	return entries
}

func entries(t testing.TB) []entry {
	return append(table(t, "testdata/llvm.txt"), table(t, "testdata/kernel.txt")...)
}

func TestText(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range entries(t) {
		insns, _ := Decode(e.bytes, binary.LittleEndian)
		if len(insns) != 1 {
			t.Fatalf("%x: %d instructions, want 1", e.bytes, len(insns))
		}
		if got := insns[0].Text(); got != e.text {
			t.Errorf("%x: %q, want %q", e.bytes, got, e.text)
		}
		if seen[e.text] {
			t.Errorf("two entries for %q", e.text)
		}
		seen[e.text] = true
	}
}

// TestBigEndian takes each entry through the other byte order.
func TestBigEndian(t *testing.T) {
	for _, e := range entries(t) {
		insns, _ := Decode(e.bytes, binary.LittleEndian)
		big := insns[0].Append(nil, binary.BigEndian)
		again, _ := Decode(big, binary.BigEndian)
		if len(again) != 1 || again[0] != insns[0] {
			t.Errorf("%x: %+v through %x, want %+v", e.bytes, again, big, insns[0])
		}
		native := insns[0].Append(nil, binary.NativeEndian)
		if again, _ := Decode(native, binary.NativeEndian); again[0] != insns[0] {
			t.Errorf("%x: native order: %+v, want %+v", e.bytes, again[0], insns[0])
		}
	}
}

func TestDecodeTruncated(t *testing.T) {
	for _, test := range []struct {
		name  string
		bytes string
		insns int
	}{
		{"less than a slot", "b70000", 0},
		{"bytes left over", "b700000000000000" + "95", 1},
		{"half of a wide one", "1801000005000000", 1},
	} {
		b, _ := hex.DecodeString(test.bytes)
		insns, err := Decode(b, binary.LittleEndian)
		if len(insns) != test.insns || !errors.Is(err, ErrTruncated) {
			t.Errorf("%s: %d instructions, %v", test.name, len(insns), err)
		}
	}
}

func TestSymbolic(t *testing.T) {
	for _, test := range []struct{ bytes, name, want string }{
		{"18110000050000000000000000000000", "map counters", "r1 = map counters ll"},
		{"15000300000000_00", "L1", "if r0 == 0x0 goto L1"},
		{"0500030000000000", "L1", "goto L1"},
		{"0600000003000000", "L1", "gotol L1"},
		{"e500030000000000", "L2", "may_goto L2"},
		{"8510000003000000", "func parse", "call func parse"},
		{"b701000005000000", "type_id(struct foo)", "r1 = type_id(struct foo)"},
		{"720afbff05000000", "poison", "*(u8 *)(r10 - 0x5) = poison"},
		{"bf21000000000000", "unused", "r1 = r2"},
	} {
		b, err := hex.DecodeString(strings.ReplaceAll(test.bytes, "_", ""))
		if err != nil {
			t.Fatal(err)
		}
		insns, _ := Decode(b, binary.LittleEndian)
		if got := insns[0].Symbolic(test.name); got != test.want {
			t.Errorf("%s: %q, want %q", test.bytes, got, test.want)
		}
	}
}

func TestTargets(t *testing.T) {
	for _, test := range []struct {
		bytes  string
		jump   int
		jumps  bool
		target int
		refers bool
		ref    Ref
	}{
		{bytes: "0500030000000000", jump: 3, jumps: true},
		{bytes: "06000000fdffffff", jump: -3, jumps: true},
		{bytes: "e500030000000000", jump: 3, jumps: true},
		{bytes: "1500fdff00000000", jump: -3, jumps: true},
		{bytes: "2e21040000000000", jump: 4, jumps: true},
		{bytes: "9500000000000000"},
		{bytes: "0d01000000000000"},
		{bytes: "b700030000000000"},
		{bytes: "850000000e000000", ref: RefHelper},
		{bytes: "8510000003000000", ref: RefCall, target: 4, refers: true},
		{bytes: "8520000003000000", ref: RefKfunc},
		{bytes: "18420000feffffff0000000000000000", ref: RefFunc, target: -1, refers: true},
		{bytes: "18220000050000000000000008000000", ref: RefMapValue},
		{bytes: "18720000050000000000000008000000", ref: RefNone},
	} {
		b, _ := hex.DecodeString(test.bytes)
		insns, _ := Decode(b, binary.LittleEndian)
		i := insns[0]
		if jump, ok := i.Jump(); jump != test.jump || ok != test.jumps {
			t.Errorf("%s: Jump() = %d, %t", i.Text(), jump, ok)
		}
		if slot, ok := i.Target(); slot != test.target || ok != test.refers {
			t.Errorf("%s: Target() = %d, %t", i.Text(), slot, ok)
		}
		if i.Ref() != test.ref {
			t.Errorf("%s: Ref() = %d, want %d", i.Text(), i.Ref(), test.ref)
		}
	}
}

func TestHelperName(t *testing.T) {
	names := map[int32]string{1: "bpf_map_lookup_elem", 211: "bpf_cgrp_storage_delete", 0: "", 212: "", -1: ""}
	for id, want := range names {
		if got, ok := HelperName(id); got != want || ok != (want != "") {
			t.Errorf("HelperName(%d) = %q, %t; want %q", id, got, ok, want)
		}
	}
}

// FuzzDecode holds that nothing is lost: bytes come back from the instructions, and instructions that differ have
// texts that differ.
func FuzzDecode(f *testing.F) {
	all := entries(f)
	for n, e := range all {
		f.Add(e.bytes, all[(n+1)%len(all)].bytes)
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		x, errX := Decode(a, binary.LittleEndian)
		y, _ := Decode(b, binary.LittleEndian)
		var again []byte
		for _, i := range x {
			again = i.Append(again, binary.LittleEndian)
		}
		if whole := a[:len(a)/SlotSize*SlotSize]; !bytes.Equal(again, whole) {
			t.Errorf("%x decodes (%v) and encodes to %x", whole, errX, again)
		}
		if len(x) == 0 || len(y) == 0 {
			return
		}
		i, j := x[0], y[0]
		i.Slot, j.Slot = 0, 0
		if (i == j) != (i.Text() == j.Text()) {
			t.Errorf("%+v is %q, %+v is %q", i, i.Text(), j, j.Text())
		}
	})
}
