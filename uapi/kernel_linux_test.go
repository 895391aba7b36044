package uapi

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"difftest/internal/bpftest"
)

// keepFD closes the descriptor at the end of the test and fails the test if the call failed.
func keepFD(t *testing.T) func(fd FD, err error) FD {
	return func(fd FD, err error) FD {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { unix.Close(int(fd)) })
		return fd
	}
}

func must(t *testing.T, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// returnZero is "r0 = 0; exit".
var returnZero = []byte{0xb7, 0, 0, 0, 0, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0}

func TestMapCalls(t *testing.T) {
	bpftest.Require(t)
	m := keepFD(t)(MapCreate(&MapCreateAttr{
		MapType: BPF_MAP_TYPE_HASH, KeySize: 4, ValueSize: 8, MaxEntries: 4, MapFlags: BPF_F_NO_PREALLOC,
		MapName: NewObjName("counters"),
	}))
	key, value := []byte{1, 2, 3, 4}, []byte{5, 6, 7, 8, 9, 10, 11, 12}
	update := &MapUpdateElemAttr{MapFD: m, Key: BytesPointer(key), Value: BytesPointer(value), Flags: BPF_NOEXIST}
	must(t, "update", MapUpdateElem(update))
	if err := MapUpdateElem(update); !errors.Is(err, unix.EEXIST) || !errors.Is(err, fs.ErrExist) {
		t.Errorf("second update: %v", err)
	}
	got := make([]byte, 8)
	must(t, "lookup", MapLookupElem(&MapLookupElemAttr{MapFD: m, Key: BytesPointer(key), Value: BytesPointer(got)}))
	if !bytes.Equal(got, value) {
		t.Errorf("value %x", got)
	}
	next := make([]byte, 4)
	must(t, "first key", MapGetNextKey(&MapGetNextKeyAttr{MapFD: m, NextKey: BytesPointer(next)}))
	if !bytes.Equal(next, key) {
		t.Errorf("first key %x", next)
	}
	batch := &MapLookupBatchAttr{OutBatch: BytesPointer(make([]byte, 4)), Keys: BytesPointer(make([]byte, 16)),
		Values: BytesPointer(make([]byte, 32)), Count: 4, MapFD: m}
	if err := MapLookupBatch(batch); !errors.Is(err, unix.ENOENT) || batch.Count != 1 {
		t.Errorf("batch: %v, %d elements", err, batch.Count)
	}
	if got := batch.Values.Bytes()[:8]; !bytes.Equal(got, value) {
		t.Errorf("value of the batch %x", got)
	}
	must(t, "freeze", MapFreeze(&MapFreezeAttr{MapFD: m}))
	update.Flags = BPF_ANY
	if err := MapUpdateElem(update); !errors.Is(err, unix.EPERM) {
		t.Errorf("update of a frozen map: %v", err)
	}
}

func TestMapInfo(t *testing.T) {
	bpftest.Require(t)
	m := keepFD(t)(MapCreate(&MapCreateAttr{
		MapType: BPF_MAP_TYPE_ARRAY, KeySize: 4, ValueSize: 8, MaxEntries: 3, MapName: NewObjName("counters"),
	}))
	var info MapInfo
	must(t, "info", ObjInfo(m, &info))
	if info.ID == 0 {
		t.Error("no id")
	}
	want := MapInfo{Type: BPF_MAP_TYPE_ARRAY, ID: info.ID, KeySize: 4, ValueSize: 8, MaxEntries: 3,
		Name: NewObjName("counters")}
	if info != want {
		t.Errorf("got  %+v\nwant %+v", info, want)
	}
	again := keepFD(t)(MapGetFDByID(&MapGetFDByIDAttr{MapID: info.ID}))
	var second MapInfo
	must(t, "info by id", ObjInfo(again, &second))
	if second != info {
		t.Errorf("by id %+v", second)
	}
	walk := &MapGetNextIDAttr{StartID: info.ID - 1}
	must(t, "next id", MapGetNextID(walk))
	if walk.NextID != info.ID {
		t.Errorf("id behind %d is %d, want %d", walk.StartID, walk.NextID, info.ID)
	}
}

func loadReturnZero(t *testing.T) FD {
	t.Helper()
	attr := &ProgLoadAttr{
		ProgType: BPF_PROG_TYPE_SCHED_CLS, Insns: BytesPointer(returnZero), InsnCnt: 2, License: StringPointer("GPL"),
		ProgName: NewObjName("return_zero"), LogLevel: 1, LogBuf: BytesPointer(make([]byte, 4096)), LogSize: 4096,
	}
	fd, err := LoadProg(attr)
	if log := attr.LogBuf.Bytes(); !bytes.Contains(log, []byte("processed 2 insns")) {
		t.Errorf("log %q", cString(log))
	}
	return keepFD(t)(fd, err)
}

func TestProgCalls(t *testing.T) {
	bpftest.Require(t)
	p := loadReturnZero(t)
	run := &ProgTestRunAttr{ProgFD: p, DataIn: BytesPointer(make([]byte, 64)), DataSizeIn: 64,
		DataOut: BytesPointer(make([]byte, 128)), DataSizeOut: 128, Retval: 7, Repeat: 1}
	must(t, "run", ProgTestRun(run))
	if run.Retval != 0 || run.DataSizeOut != 64 {
		t.Errorf("returned %d and %d bytes", run.Retval, run.DataSizeOut)
	}
	insns := make([]byte, 16)
	info := ProgInfo{XlatedProgInsns: BytesPointer(insns), XlatedProgLen: 16}
	must(t, "info", ObjInfo(p, &info))
	if info.Type != BPF_PROG_TYPE_SCHED_CLS || info.Name.String() != "return_zero" || !info.GPLCompatible || info.ID == 0 {
		t.Errorf("info %+v", info)
	}
	if info.XlatedProgLen != 16 || !bytes.Equal(insns, returnZero) {
		t.Errorf("%d bytes of instructions: %x", info.XlatedProgLen, insns)
	}
	if !bytes.Equal(info.XlatedProgInsns.Bytes(), insns) {
		t.Error("the buffer is gone from info")
	}
	var none MapInfo
	if err := ObjInfo(99999, &none); !errors.Is(err, unix.EBADFD) || none != (MapInfo{}) {
		t.Errorf("info of no descriptor: %v, %+v", err, none)
	}
}

func TestPin(t *testing.T) {
	bpftest.Require(t)
	p := loadReturnZero(t)
	dir := t.TempDir()
	must(t, "mount", unix.Mount("bpf", dir, "bpf", 0, ""))
	t.Cleanup(func() { must(t, "unmount", unix.Unmount(dir, 0)) })
	path := filepath.Join(dir, "pin")
	must(t, "pin", ObjPin(&ObjPinAttr{Pathname: StringPointer(path), BPFFD: p}))
	keepFD(t)(ObjGet(&ObjGetAttr{Pathname: StringPointer(path)}))
	must(t, "remove", os.Remove(path))
	if _, err := ObjGet(&ObjGetAttr{Pathname: StringPointer(path)}); !errors.Is(err, unix.ENOENT) {
		t.Errorf("get of what is gone: %v", err)
	}
}

func TestLinkCalls(t *testing.T) {
	bpftest.Require(t)
	runtime.LockOSThread() // never unlocked: the thread ends with the test, and its network namespace with it
	must(t, "unshare", unix.Unshare(unix.CLONE_NEWNET))
	const loopback = 1 // index of the only device of a new namespace
	p := loadReturnZero(t)
	link := keepFD(t)(LinkCreate(&LinkCreateAttr{
		ProgFD: p, Target: loopback, AttachType: BPF_TCX_INGRESS, Extra: &LinkCreateTCX{},
	}))
	var prog ProgInfo
	must(t, "program", ObjInfo(p, &prog))
	var info LinkInfo
	must(t, "info", ObjInfo(link, &info))
	if info.Type != BPF_LINK_TYPE_TCX || info.ProgID != prog.ID || info.ID == 0 {
		t.Errorf("info %+v", info)
	}
	var view LinkInfoTCX
	must(t, "view", ObjInfo(link, &view))
	want := LinkInfoTCX{Type: info.Type, ID: info.ID, ProgID: prog.ID, Ifindex: loopback, AttachType: BPF_TCX_INGRESS}
	decoded, tail := DecodeLinkInfoTCX(info.Marshal())
	if view != want || decoded != want || tail != nil {
		t.Errorf("asked for %+v, read %+v, want %+v", view, decoded, want)
	}
	query := &ProgQueryAttr{Target: loopback, AttachType: BPF_TCX_INGRESS, ProgIDs: BytesPointer(make([]byte, 16)),
		Count: 4}
	must(t, "query", ProgQuery(query))
	if query.Count != 1 || get32[ProgID](query.ProgIDs.Bytes(), 0) != prog.ID || query.Revision == 0 {
		t.Errorf("query %+v", query)
	}
	must(t, "detach", LinkDetach(&LinkDetachAttr{LinkFD: link}))
}

// TestBuffersStay calls with buffers that the compiler could keep on a stack, which it moves while the test runs.
func TestBuffersStay(t *testing.T) {
	bpftest.Require(t)
	m := keepFD(t)(MapCreate(&MapCreateAttr{MapType: BPF_MAP_TYPE_ARRAY, KeySize: 4, ValueSize: 4, MaxEntries: 1}))
	for i := range 100 {
		var key, in, out [4]byte
		in[0] = byte(i)
		update := &MapUpdateElemAttr{MapFD: m, Key: BytesPointer(key[:]), Value: BytesPointer(in[:])}
		lookup := &MapLookupElemAttr{MapFD: m, Key: BytesPointer(key[:]), Value: BytesPointer(out[:])}
		before := lookup.Value.Addr()
		growStack(200)
		runtime.GC()
		must(t, "update", MapUpdateElem(update))
		must(t, "lookup", MapLookupElem(lookup))
		if out != in || lookup.Value.Addr() != before {
			t.Fatalf("round %d: %x, want %x", i, out, in)
		}
	}
}

//go:noinline
func growStack(depth int) byte {
	var room [512]byte
	if depth > 0 {
		room[depth%512] = growStack(depth - 1)
	}
	return room[7]
}

// TestKernelReadsNoFurther confirms where each command's attribute ends: the kernel refuses a byte behind the last
// field it reads (CHECK_ATTR), and one behind the union that it knows. A kernel that reads further than is known here
// fails the test: its BTF is to be compared (go run ./uapi/gen -btf /sys/kernel/btf/vmlinux).
func TestKernelReadsNoFurther(t *testing.T) {
	bpftest.Require(t)
	for _, cmd := range Cmds() {
		attr, _, err := Decode(cmd, nil)
		must(t, cmd.String(), err)
		raw := append(attr.Marshal(), 1, 0, 0, 0)
		fd, _, errno := unix.Syscall(unix.SYS_BPF, uintptr(cmd), uintptr(unsafe.Pointer(&raw[0])), uintptr(len(raw)))
		if errno == 0 {
			unix.Close(int(fd))
		}
		if !errors.Is(errno, syscall.EINVAL) && !errors.Is(errno, syscall.E2BIG) {
			t.Errorf("%s: a byte at %d is not refused: %v", cmd, len(raw)-4, errno)
		}
	}
}
