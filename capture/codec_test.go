package capture

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"difftest/object"
	"difftest/uapi"
)

func sample() *Recording {
	return &Recording{
		Format: FormatVersion,
		Object: Object{Path: "a.o", SHA256: "00", Facts: &object.Facts{License: "GPL", Funcs: []object.Func{{
			Name: "f", Section: "xdp", Insns: []byte{0x95, 0, 0, 0, 0, 0, 0, 0},
		}}}},
		Loader: Loader{Name: "libbpf", Version: "1.7.0"},
		Target: Target{Kernel: "6.18.0", Arch: "amd64", CPUs: 2},
		Loads: []Load{{
			Answer: Answer{Outcome: Loaded, Programs: []Named{{"f", 7}}},
			Calls: []Call{{
				PID: 1, TID: 2, Cmd: uapi.BPF_PROG_LOAD, Size: 8, Attr: []byte{1, 2, 3, 4, 5, 6, 7, 8},
				Memory:  []Memory{{Field: "insns", Data: []byte{0x95}}},
				FDs:     []FD{{Where: "insns[0]", FD: 5, Kind: KindMap, ID: 3}},
				Created: &FD{FD: 6, Kind: KindProg, ID: 7}, Ret: 6, Lost: []string{"log: gone"},
			}},
			Maps: []MapState{{ID: 3, Frozen: true, Entries: []Entry{{Key: []byte{0}, Value: []byte{9}}}}},
			Pins: []Pin{{Path: "m", Kind: KindMap, ID: 3}},
		}},
		Runs: []Run{{Program: "f", Input: "zeros", Status: RunDone, Retval: 2, DataOut: []byte{0, 1}}},
	}
}

func encode(t testing.TB, rec *Recording) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := Write(&buf, rec); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestCodecRoundTrip(t *testing.T) {
	want := sample()
	got, err := Read(bytes.NewReader(encode(t, want)))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestReadOtherFormat(t *testing.T) {
	rec := sample()
	rec.Format = FormatVersion + 1
	if _, err := Read(bytes.NewReader(encode(t, rec))); !errors.Is(err, ErrFormat) {
		t.Errorf("got %v, want ErrFormat", err)
	}
}

func TestReadTruncated(t *testing.T) {
	whole := encode(t, sample())
	for n := range whole {
		if _, err := Read(bytes.NewReader(whole[:n])); err == nil {
			t.Errorf("%d of %d bytes are read without an error", n, len(whole))
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(encode(f, sample()))
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rec, err := Read(bytes.NewReader(data))
		if (rec == nil) == (err == nil) {
			t.Errorf("recording %v with error %v", rec, err)
		}
	})
}
