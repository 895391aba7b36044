package uapi_test

import (
	"errors"
	"io/fs"
	"testing"

	"difftest/internal/bpftest"
	. "difftest/uapi"
)

func TestSmoke(t *testing.T) {
	bpftest.Require(t)
	fd, err := MapCreate(&MapCreateAttr{MapType: BPF_MAP_TYPE_HASH, KeySize: 4, ValueSize: 8, MaxEntries: 4, MapName: NewObjName("counters")})
	if err != nil {
		t.Fatal(err)
	}
	k, v := []byte{1, 0, 0, 0}, []byte{1, 2, 3, 4, 5, 6, 7, 8}
	if err := MapUpdateElem(&MapUpdateElemAttr{MapFD: fd, Key: BytesPointer(k), Value: BytesPointer(v)}); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 8)
	if err := MapLookupElem(&MapLookupElemAttr{MapFD: fd, Key: BytesPointer(k), Value: BytesPointer(got)}); err != nil || got[7] != 8 {
		t.Fatal(err, got)
	}
	err = MapLookupElem(&MapLookupElemAttr{MapFD: fd, Key: BytesPointer(got[:4]), Value: BytesPointer(got)})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	prog, err := ProgLoad(&ProgLoadAttr{ProgType: BPF_PROG_TYPE_SOCKET_FILTER, InsnCnt: 2,
		Insns: BytesPointer([]byte{0xb7, 0, 0, 0, 0, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0}), License: StringPointer("GPL")})
	t.Log(prog, err)
}
