package uapi

import (
	"encoding/json"
	"testing"
)

func TestPointer(t *testing.T) {
	buf := []byte{1, 2, 3}
	ours := BytesPointer(buf)
	ours.Bytes()[1] = 9
	if ours.IsNull() || ours.Addr() == 0 || buf[1] != 9 || ours != BytesPointer(buf) {
		t.Errorf("ours: %s, %v", ours, ours.Bytes())
	}
	if text := StringPointer("GPL"); string(text.Bytes()) != "GPL\x00" {
		t.Errorf("text: %q", text.Bytes())
	}
	foreign := AddressPointer(0xffff_ffff_ffff_fff0)
	if foreign.IsNull() || foreign.Bytes() != nil || foreign.Addr() != 0xffff_ffff_ffff_fff0 {
		t.Errorf("foreign: %s", foreign)
	}
	for _, null := range []Pointer{{}, BytesPointer(nil), BytesPointer([]byte{}), AddressPointer(0)} {
		if !null.IsNull() || null != (Pointer{}) || null.String() != "NULL" {
			t.Errorf("null: %s", null)
		}
	}
}

func TestPointerText(t *testing.T) {
	type holder struct{ P Pointer }
	b, err := json.Marshal(holder{AddressPointer(0x1000)})
	if err != nil || string(b) != `{"P":"0x1000"}` {
		t.Fatalf("%s, %v", b, err)
	}
	var back holder
	if err := json.Unmarshal(b, &back); err != nil || back.P != AddressPointer(0x1000) {
		t.Errorf("%v, %v", back, err)
	}
	for _, bad := range []string{"", "1000", "0x", "0xg", "0x11111111111111111"} {
		if err := back.P.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q is taken for %s", bad, back.P)
		}
	}
}

func TestPointerBinary(t *testing.T) {
	b, err := AddressPointer(0x1000).MarshalBinary()
	if err != nil || string(b) != "\x00\x10\x00\x00\x00\x00\x00\x00" {
		t.Fatalf("%x, %v", b, err)
	}
	var back Pointer
	if err := back.UnmarshalBinary(b); err != nil || back != AddressPointer(0x1000) {
		t.Errorf("%s, %v", back, err)
	}
	if err := back.UnmarshalBinary(b[1:]); err == nil {
		t.Error("7 bytes are taken for a pointer")
	}
}
