package progrun

import (
	"bytes"
	"encoding/binary"
	"os"
	"testing"

	"golang.org/x/sys/unix"

	"difftest/btf"
	"difftest/uapi"
)

// program is instructions of 8 bytes each.
type program []uint64

// ins assembles one instruction.
func ins(op, dst, src uint8, off int16, imm int32) uint64 {
	return uint64(op) | uint64(dst|src<<4)<<8 | uint64(uint16(off))<<16 | uint64(uint32(imm))<<32
}

// Opcodes, named as the kernel's instruction macros.
func movImm(dst uint8, imm int32) uint64           { return ins(0xb7, dst, 0, 0, imm) }
func movReg(dst, src uint8) uint64                 { return ins(0xbf, dst, src, 0, 0) }
func addImm(dst uint8, imm int32) uint64           { return ins(0x07, dst, 0, 0, imm) }
func load32(dst, src uint8, off int16) uint64      { return ins(0x61, dst, src, off, 0) }
func store8(dst uint8, off int16, v int32) uint64  { return ins(0x72, dst, 0, off, v) }
func jumpGreater(dst, src uint8, off int16) uint64 { return ins(0x2d, dst, src, off, 0) }
func jumpZero(dst uint8, off int16) uint64         { return ins(0x15, dst, 0, off, 0) }
func jump(off int16) uint64                        { return ins(0x05, 0, 0, off, 0) }
func callHelper(id int32) uint64                   { return ins(0x85, 0, 0, 0, id) }
func callKfunc(id int32) uint64                    { return ins(0x85, 0, 2, 0, id) }
func exit() uint64                                 { return ins(0x95, 0, 0, 0, 0) }

const helperSendSignal = 109

// returning returns v.
func returning(v int32) program { return program{movImm(0, v), exit()} }

// marking writes 0xaa into the first byte of an XDP packet and returns 2, or 0 if the packet is empty.
var marking = program{
	movImm(0, 0), load32(2, 1, 0), load32(3, 1, 4), movReg(4, 2), addImm(4, 1), jumpGreater(4, 3, 2),
	store8(2, 0, 0xaa), movImm(0, 2), exit(),
}

// killing sends SIGKILL to the process that runs it.
var killing = program{movImm(1, int32(unix.SIGKILL)), callHelper(helperSendSignal), movImm(0, 0), exit()}

// looping counts to outer times inner, which no signal ends.
func looping(t *testing.T, outer, inner int32) program {
	t.Helper()
	blob, err := os.ReadFile("/sys/kernel/btf/vmlinux")
	if err != nil {
		t.Fatal(err)
	}
	kernel, err := btf.Parse(blob)
	if err != nil {
		t.Fatal(err)
	}
	kfunc := func(name string) uint64 {
		ids := kernel.Find(btf.Func, name)
		if len(ids) != 1 {
			t.Fatalf("%d functions %s in kernel BTF", len(ids), name)
		}
		return callKfunc(int32(ids[0]))
	}
	create, next, destroy := kfunc("bpf_iter_num_new"), kfunc("bpf_iter_num_next"), kfunc("bpf_iter_num_destroy")
	return program{
		movReg(1, 10), addImm(1, -8), movImm(2, 0), movImm(3, outer), create,
		movReg(1, 10), addImm(1, -8), next, jumpZero(0, 14), // outer loop
		movReg(1, 10), addImm(1, -16), movImm(2, 0), movImm(3, inner), create,
		movReg(1, 10), addImm(1, -16), next, jumpZero(0, 1), jump(-5), // inner loop
		movReg(1, 10), addImm(1, -16), destroy, jump(-18),
		movReg(1, 10), addImm(1, -8), destroy, movImm(0, 0), exit(),
	}
}

// load loads p until the test ends.
func load(t testing.TB, kind uapi.ProgType, p program) uapi.FD {
	t.Helper()
	var insns []byte
	for _, i := range p {
		insns = binary.LittleEndian.AppendUint64(insns, i)
	}
	log := make([]byte, 64<<10)
	fd, err := uapi.ProgLoad(&uapi.ProgLoadAttr{
		ProgType: kind, Insns: uapi.BytesPointer(insns), InsnCnt: uint32(len(p)), License: uapi.StringPointer("GPL"),
		LogLevel: 1, LogBuf: uapi.BytesPointer(log), LogSize: uint32(len(log)),
	})
	if err != nil {
		t.Fatalf("load: %v\n%s", err, bytes.TrimRight(log, "\x00"))
	}
	t.Cleanup(func() { unix.Close(int(fd)) })
	return fd
}
