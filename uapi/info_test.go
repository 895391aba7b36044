package uapi

import (
	"bytes"
	"reflect"
	"testing"
)

// pattern is n bytes none of which is like its neighbours.
func pattern(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i*7 + 1)
	}
	return b
}

// checkCodec reads a struct from what is shorter, exact and longer, and writes it again. decode is one of the functions
// named Decode.
func checkCodec[T comparable](t *testing.T, size int, decode func([]byte) (T, []byte), marshal func(*T) []byte) {
	t.Helper()
	raw := pattern(size)
	whole, tail := decode(raw)
	if tail != nil {
		t.Errorf("%T: tail %x of nothing", whole, tail)
	}
	again, _ := decode(marshal(&whole))
	if again != whole {
		t.Errorf("%T: %+v\nagain %+v", whole, whole, again)
	}
	long, tail := decode(append(raw[:size:size], 0, 9))
	if long != whole || !bytes.Equal(tail, []byte{0, 9}) {
		t.Errorf("%T: with bytes behind: %+v, tail %x", whole, long, tail)
	}
	for n := range raw {
		short, _ := decode(raw[:n:n])
		padded, _ := decode(append(raw[:n:n], make([]byte, size-n)...))
		if short != padded {
			t.Errorf("%T: %d bytes: %+v, with zeros %+v", whole, n, short, padded)
		}
	}
	var zero T
	if empty, _ := decode(nil); empty != zero {
		t.Errorf("%T: nothing decodes to %+v", whole, empty)
	}
}

func TestInfoCodec(t *testing.T) {
	checkCodec(t, MapInfoSize, DecodeMapInfo, (*MapInfo).Marshal)
	checkCodec(t, ProgInfoSize, DecodeProgInfo, (*ProgInfo).Marshal)
	checkCodec(t, BTFInfoSize, DecodeBTFInfo, (*BTFInfo).Marshal)
	checkCodec(t, TokenInfoSize, DecodeTokenInfo, (*TokenInfo).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfo, (*LinkInfo).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfoRawTracepoint, (*LinkInfoRawTracepoint).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfoTracing, (*LinkInfoTracing).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfoCgroup, (*LinkInfoCgroup).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfoIterMap, (*LinkInfoIterMap).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfoIterCgroup, (*LinkInfoIterCgroup).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfoIterTask, (*LinkInfoIterTask).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfoKprobeMulti, (*LinkInfoKprobeMulti).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfoUprobeMulti, (*LinkInfoUprobeMulti).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfoUprobe, (*LinkInfoUprobe).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfoKprobe, (*LinkInfoKprobe).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfoTracepoint, (*LinkInfoTracepoint).Marshal)
	checkCodec(t, LinkInfoSize, DecodeLinkInfoPerfEvent, (*LinkInfoPerfEvent).Marshal)
	checkCodec(t, IterLinkInfoSize, DecodeIterLinkInfoMap, (*IterLinkInfoMap).Marshal)
	checkCodec(t, IterLinkInfoSize, DecodeIterLinkInfoCgroup, (*IterLinkInfoCgroup).Marshal)
	checkCodec(t, IterLinkInfoSize, DecodeIterLinkInfoTask, (*IterLinkInfoTask).Marshal)
}

// TestInfoLayout places single fields, those around unions, bit-fields and padding.
func TestInfoLayout(t *testing.T) {
	tests := []struct {
		info interface{ Marshal() []byte }
		at   int
		want byte
	}{
		{&MapInfo{MapExtra: 9}, 80, 9},
		{&MapInfo{BTFVmlinuxValueTypeID: 9}, 44, 9},
		{&ProgInfo{GPLCompatible: true}, 84, 1},
		{&ProgInfo{AttachBTFID: 9}, 224, 9},
		{&LinkInfo{Union: [LinkInfoSize - linkInfoHead]byte{9}}, 16, 9},
		{&LinkInfoNetfilter{Flags: 9}, 28, 9},
		{&LinkInfoKprobe{PerfType: BPF_PERF_EVENT_KRETPROBE}, 16, 4},
		{&LinkInfoKprobe{Offset: 9}, 36, 9},
		{&LinkInfoIterTask{PID: 9}, 36, 9},
		{&IterLinkInfoTask{PIDFD: 9}, 8, 9},
	}
	for _, test := range tests {
		b := test.info.Marshal()
		if b[test.at] != test.want || len(bytes.Trim(b, "\x00")) != 1 {
			t.Errorf("%+v: %x at %d, want %x", test.info, b, test.at, test.want)
		}
	}
}

func TestInfoRefs(t *testing.T) {
	info := ProgInfo{MapIDs: at(0x1000), NrMapIDs: 3, FuncInfo: at(0x2000), NrFuncInfo: 2, FuncInfoRecSize: 8}
	want := []PointerField{
		{"map_ids", 0x1000, Length{Of: LengthBytes, Bytes: 12}, InOut},
		{"func_info", 0x2000, Length{Of: LengthBytes, Bytes: 16}, InOut},
	}
	if got := info.Pointers(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	task := IterLinkInfoTask{TID: 5}
	cgroup := IterLinkInfoCgroup{CgroupFD: 9, CgroupID: 1}
	if got := task.Descriptors(); got != nil {
		t.Errorf("got %v", got)
	}
	if got := cgroup.Descriptors(); !reflect.DeepEqual(got, []DescriptorField{{"cgroup_fd", 9, "cgroup"}}) {
		t.Errorf("got %v", got)
	}
}
