package uapi

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// refs writes what an attribute refers to, one field after the other.
func refs(a Attr) string {
	var parts []string
	for _, p := range a.Pointers() {
		parts = append(parts, fmt.Sprintf("%s %s %s", p.Name, p.Dir, lengthText(p.Len)))
	}
	for _, d := range a.Descriptors() {
		parts = append(parts, strings.TrimSpace(fmt.Sprintf("%s=%d %s", d.Name, d.FD, d.Kind)))
	}
	return strings.Join(parts, ", ")
}

func lengthText(l Length) string {
	switch l.Of {
	case LengthBytes, LengthCString, LengthLog:
		return fmt.Sprintf("%s %d", l.Of, l.Bytes)
	case LengthStrings:
		return fmt.Sprintf("%s %d in %d", l.Of, l.Count, l.Bytes)
	case LengthKey, LengthValue, LengthCursor:
		return fmt.Sprintf("%s of %d", l.Of, l.Map)
	case LengthKeys, LengthValues:
		return fmt.Sprintf("%d %s of %d", l.Count, l.Of, l.Map)
	}
	return l.Of.String()
}

func (c attrCase) bytes(t *testing.T) []byte {
	t.Helper()
	raw, err := hex.DecodeString(strings.Join(strings.Fields(c.raw), ""))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func forEachCase(t *testing.T, f func(t *testing.T, c attrCase, raw []byte)) {
	for _, c := range attrCases() {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) { f(t, c, c.bytes(t)) })
	}
}

func mustDecode(t *testing.T, cmd Cmd, raw []byte) (Attr, []byte) {
	t.Helper()
	attr, tail, err := Decode(cmd, raw)
	if err != nil {
		t.Fatal(err)
	}
	return attr, tail
}

func TestMarshal(t *testing.T) {
	forEachCase(t, func(t *testing.T, c attrCase, raw []byte) {
		if got := c.attr.Marshal(); !bytes.Equal(got, raw) {
			t.Errorf("got  %x\nwant %x", got, raw)
		}
	})
}

func TestDecode(t *testing.T) {
	forEachCase(t, func(t *testing.T, c attrCase, raw []byte) {
		got, tail := mustDecode(t, c.attr.Cmd(), raw)
		if !reflect.DeepEqual(got, c.attr) || tail != nil {
			t.Errorf("got  %+v, tail %x\nwant %+v", got, tail, c.attr)
		}
		if left := Leftovers(got, raw); left != nil {
			t.Errorf("not represented: %v", left)
		}
	})
}

func TestRefs(t *testing.T) {
	forEachCase(t, func(t *testing.T, c attrCase, _ []byte) {
		if got, want := refs(c.attr), strings.Join(strings.Fields(c.refs), " "); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

// TestDecodeHostile derives from each case what a misbehaving process may pass.
func TestDecodeHostile(t *testing.T) {
	forEachCase(t, func(t *testing.T, c attrCase, raw []byte) {
		cmd := c.attr.Cmd()
		for n := range raw {
			short, tail := mustDecode(t, cmd, raw[:n:n])
			padded, _ := mustDecode(t, cmd, append(raw[:n:n], make([]byte, len(raw)-n)...))
			if !reflect.DeepEqual(short, padded) {
				t.Errorf("%d bytes: %+v, with zeros behind: %+v", n, short, padded)
			}
			_ = tail // a link of another kind may know fewer bytes
		}
		for _, garbage := range [][]byte{{0}, {0xff, 0, 0xee}, bytes.Repeat([]byte{0xff}, MaxAttrSize-len(raw))} {
			long, tail := mustDecode(t, cmd, append(raw[:len(raw):len(raw)], garbage...))
			if !reflect.DeepEqual(long, c.attr) || !bytes.Equal(tail, garbage) {
				t.Errorf("%d bytes behind: %+v, tail of %d", len(garbage), long, len(tail))
			}
		}
		all := bytes.Repeat([]byte{0xff}, MaxAttrSize)
		attr, _ := mustDecode(t, cmd, all)
		refs(attr)
		if attr, tail, err := Decode(cmd, append(all, 0)); err == nil || attr != nil || tail != nil {
			t.Errorf("more than a page: %v, %v", attr, err)
		}
		empty, _ := mustDecode(t, cmd, nil)
		if bytes.ContainsFunc(empty.Marshal(), func(r rune) bool { return r != 0 }) {
			t.Errorf("nothing decodes to %+v", empty)
		}
	})
}

func TestDecodeKeepsNoReference(t *testing.T) {
	raw := bytes.Repeat([]byte{1}, 300)
	attr, tail := mustDecode(t, BPF_MAP_DELETE_ELEM, raw)
	unknown, _ := mustDecode(t, 99, raw)
	clear(raw)
	if attr.(*MapDeleteElemAttr).MapFD != 0x01010101 || tail[0] != 1 || unknown.Marshal()[0] != 1 {
		t.Error("changed with the bytes it was read from")
	}
}

func TestEveryCommandHasACase(t *testing.T) {
	missing := map[Cmd]bool{}
	for _, cmd := range Cmds() {
		missing[cmd] = true
	}
	for _, c := range attrCases() {
		delete(missing, c.attr.Cmd())
	}
	if len(missing) > 0 {
		t.Errorf("no case: %v", missing)
	}
}

func TestUnknownCommand(t *testing.T) {
	attr, tail := mustDecode(t, 0x64660001, []byte{1, 2, 3})
	want := &RawAttr{Command: 0x64660001, Data: []byte{1, 2, 3}}
	if !reflect.DeepEqual(attr, want) || tail != nil || refs(attr) != "" {
		t.Errorf("got %+v, tail %x", attr, tail)
	}
	if got := attr.Cmd().String(); got != "BPF_CMD(1684406273)" {
		t.Errorf("command shown as %s", got)
	}
}

func TestLeftovers(t *testing.T) {
	raw := make([]byte, 20)
	raw[0], raw[5], raw[6], raw[19] = 3, 0xaa, 0xbb, 0xcc // descriptor, padding, behind the last field
	attr, tail := mustDecode(t, BPF_MAP_DELETE_ELEM, raw)
	want := []Leftover{{5, []byte{0xaa, 0xbb}}, {19, []byte{0xcc}}}
	if got := Leftovers(attr, raw); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if !bytes.Equal(tail, []byte{0, 0, 0, 0xcc}) {
		t.Errorf("tail %x", tail)
	}
}

func TestFreplaceIsReadAsTracing(t *testing.T) {
	a := LinkCreateAttr{ProgFD: 4, Target: 6, Extra: &LinkCreateCgroup{Relative: 33, ExpectedRevision: 7}}
	if got := *a.Tracing(); got != (LinkCreateTracing{TargetBTFID: 33, Cookie: 7}) {
		t.Errorf("got %+v", got)
	}
	if got := *(&LinkCreateAttr{}).Tracing(); got != (LinkCreateTracing{}) {
		t.Errorf("without Extra: %+v", got)
	}
}

func FuzzDecode(f *testing.F) {
	for _, c := range attrCases() {
		f.Add(uint32(c.attr.Cmd()), c.attr.Marshal())
	}
	f.Add(uint32(99), []byte{1})
	f.Fuzz(func(t *testing.T, cmd uint32, raw []byte) {
		attr, tail, err := Decode(Cmd(cmd), raw)
		if err != nil {
			if len(raw) <= MaxAttrSize {
				t.Fatal(err)
			}
			return
		}
		if len(tail) > len(raw) || !bytes.HasSuffix(raw, tail) {
			t.Fatalf("tail %x of %x", tail, raw)
		}
		refs(attr)
		Leftovers(attr, raw)
		again, _, err := Decode(Cmd(cmd), attr.Marshal())
		if err != nil || !reflect.DeepEqual(attr, again) {
			t.Fatalf("%+v\nagain %+v, %v", attr, again, err)
		}
	})
}
