package uapi

import (
	"fmt"
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	tests := []struct {
		value fmt.Stringer
		want  string
	}{
		{BPF_PROG_LOAD, "BPF_PROG_LOAD"},
		{BPF_PROG_RUN, "BPF_PROG_TEST_RUN"}, // two names
		{Cmd(99), "BPF_CMD(99)"},
		{BPF_MAP_TYPE_HASH, "BPF_MAP_TYPE_HASH"},
		{BPF_MAP_TYPE_CGROUP_STORAGE_DEPRECATED, "BPF_MAP_TYPE_CGROUP_STORAGE"}, // the name in use
		{MapType(99), "BPF_MAP_TYPE(99)"},
		{BPF_PROG_TYPE_XDP, "BPF_PROG_TYPE_XDP"},
		{BPF_CGROUP_INET_INGRESS, "BPF_CGROUP_INET_INGRESS"}, // 0
		{AttachType(0xffffffff), "BPF_ATTACH_TYPE(4294967295)"},
		{BPF_LINK_TYPE_TCX, "BPF_LINK_TYPE_TCX"},
		{MapFlags(0), "0x0"},
		{BPF_F_NO_PREALLOC | BPF_F_TOKEN_FD, "BPF_F_NO_PREALLOC|BPF_F_TOKEN_FD"},
		{BPF_F_RDONLY_PROG | 0xc0000000, "BPF_F_RDONLY_PROG|0xc0000000"},
		{MapFlags(0x80000000), "0x80000000"},
		{BPF_ANY, "BPF_ANY"},
		{BPF_EXIST | BPF_F_LOCK, "BPF_EXIST|BPF_F_LOCK"},
		{BPF_F_LOCK, "BPF_F_LOCK"},
		{ElemFlags(1 << 63), "0x8000000000000000"},
		{BPF_F_SLEEPABLE, "BPF_F_SLEEPABLE"},
		{AttachFlags(BPF_F_BEFORE | BPF_F_LINK), "BPF_F_BEFORE|BPF_F_LINK"},
		{NewObjName("counters"), "counters"},
		{NewObjName("a_name_of_sixteen"), "a_name_of_sixte"},
		{ObjName([]byte("sixteen_bytes_ab")), "sixteen_bytes_ab"}, // no NUL
		{ProgTag{0xa0, 1}, "a001000000000000"},
		{In, "in"}, {Out, "out"}, {InOut, "inout"}, {Dir(9), "unknown"},
		{LengthUnknown, "unknown"}, {LengthStrings, "strings"}, {LengthOf(99), "unknown"},
	}
	for _, test := range tests {
		if got := test.value.String(); got != test.want {
			t.Errorf("%T: got %s, want %s", test.value, got, test.want)
		}
	}
}

func TestParse(t *testing.T) {
	if got, ok := ParseMapType("BPF_MAP_TYPE_RINGBUF"); !ok || got != BPF_MAP_TYPE_RINGBUF {
		t.Errorf("got %s, %t", got, ok)
	}
	if got, ok := ParseMapType("BPF_MAP_TYPE(99)"); ok {
		t.Errorf("got %s", got)
	}
	for _, cmd := range Cmds() {
		if got, ok := ParseCmd(cmd.String()); !ok || got != cmd || !strings.HasPrefix(cmd.String(), "BPF_") {
			t.Errorf("%s is read as %s, %t", cmd, got, ok)
		}
	}
}

func TestObjNameText(t *testing.T) {
	name := ObjName([]byte("ab\x00cd\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")) // bytes behind the NUL are kept
	text, err := name.MarshalText()
	if err != nil || string(text) != "ab\x00cd" {
		t.Fatalf("%q, %v", text, err)
	}
	back := NewObjName("something else")
	if err := back.UnmarshalText(text); err != nil || back != name {
		t.Errorf("%q, %v", back[:], err)
	}
	if err := back.UnmarshalText(make([]byte, 17)); err == nil {
		t.Error("17 bytes are taken for a name")
	}
}
