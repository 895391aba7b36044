package progrun

import (
	"bytes"
	"encoding/binary"
	"os"
	"slices"
	"sync"
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

func store32(dst uint8, off int16, v int32) uint64 { return ins(0x62, dst, 0, off, v) }
func add64(dst, src uint8) uint64                  { return ins(0xdb, dst, src, 0, 0) } // *(u64 *)dst += src, atomically

// loadMap loads the address of a map, in two instructions.
func loadMap(dst uint8, fd uapi.FD) program {
	return program{ins(0x18, dst, 1, 0, int32(fd)), 0}
}

// Numbers of helpers.
const (
	helperMapLookup     = 1
	helperMapUpdate     = 2
	helperMapDelete     = 3
	helperCloneRedirect = 13
	helperPerfOutput    = 25
	helperMapPush       = 87
	helperSendSignal    = 109
	helperRingOutput    = 130
	helperSysClose      = 168
)

// concat puts programs one behind the other.
func concat(parts ...program) program { return slices.Concat(parts...) }

// onStack writes a 32-bit number to the stack and puts its address into a register.
func onStack(dst uint8, off int16, v int32) program {
	return program{store32(10, off, v), movReg(dst, 10), addImm(dst, int32(off))}
}

// counting adds 1 to the 8-byte value of a key of a map if it is there.
func counting(fd uapi.FD, key int32) program {
	return concat(loadMap(1, fd), onStack(2, -4, key), program{
		callHelper(helperMapLookup), jumpZero(0, 2), movImm(1, 1), add64(0, 1),
	})
}

// setting sets the 4-byte value of a 4-byte key.
func setting(fd uapi.FD, key, value int32) program {
	return concat(loadMap(1, fd), onStack(2, -4, key), onStack(3, -8, value), program{
		movImm(4, 0), callHelper(helperMapUpdate),
	})
}

// deleting takes a key away.
func deleting(fd uapi.FD, key int32) program {
	return concat(loadMap(1, fd), onStack(2, -4, key), program{callHelper(helperMapDelete)})
}

// pushing puts a 4-byte value into a queue or stack.
func pushing(fd uapi.FD, value int32) program {
	return concat(loadMap(1, fd), onStack(2, -4, value), program{movImm(3, 0), callHelper(helperMapPush)})
}

// sending puts 4 bytes into a ring buffer.
func sending(fd uapi.FD, value int32) program {
	return concat(loadMap(1, fd), onStack(2, -4, value), program{
		movImm(3, 4), movImm(4, 0), callHelper(helperRingOutput),
	})
}

// tracing puts 4 bytes into the perf buffer of the CPU. The context is in register 6.
func tracing(fd uapi.FD, value int32) program {
	return concat(program{movReg(1, 6)}, loadMap(2, fd), program{ins(0xb4, 3, 0, 0, -1)}, onStack(4, -4, value), program{
		movImm(5, 4), callHelper(helperPerfOutput),
	})
}

// ending returns 0.
var ending = program{movImm(0, 0), exit()}

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
	kfunc := func(name string) uint64 { return callKfunc(int32(kernelType(t, btf.Func, name))) }
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
	return loadAs(t, uapi.ProgLoadAttr{ProgType: kind}, p)
}

// loadAs loads p with attributes.
func loadAs(t testing.TB, attr uapi.ProgLoadAttr, p program) uapi.FD {
	t.Helper()
	fd, log, err := tryLoad(t, attr, p)
	if err != nil {
		t.Fatalf("load: %v\n%s", err, log)
	}
	return fd
}

func tryLoad(t testing.TB, attr uapi.ProgLoadAttr, p program) (fd uapi.FD, log string, err error) {
	t.Helper()
	var insns []byte
	for _, i := range p {
		insns = binary.LittleEndian.AppendUint64(insns, i)
	}
	buf := make([]byte, 64<<10)
	attr.Insns, attr.InsnCnt = uapi.BytesPointer(insns), uint32(len(p))
	attr.License = uapi.StringPointer("GPL")
	attr.LogLevel, attr.LogBuf, attr.LogSize = 1, uapi.BytesPointer(buf), uint32(len(buf))
	fd, err = uapi.LoadProg(&attr)
	if err != nil {
		return 0, string(bytes.TrimRight(buf, "\x00")), err
	}
	t.Cleanup(func() { unix.Close(int(fd)) })
	return fd, "", nil
}

// kernelType is the id of a type of kernel BTF.
func kernelType(t testing.TB, kind btf.Kind, name string) uapi.TypeID {
	t.Helper()
	ids := kernelBTF(t).Find(kind, name)
	if len(ids) != 1 {
		t.Fatalf("%d %s %s in kernel BTF", len(ids), kind, name)
	}
	return uapi.TypeID(ids[0])
}

// kernelBTF is the running kernel's BTF, read once.
func kernelBTF(t testing.TB) *btf.Spec {
	t.Helper()
	spec, err := readBTF()
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

var readBTF = sync.OnceValues(func() (*btf.Spec, error) {
	blob, err := os.ReadFile("/sys/kernel/btf/vmlinux")
	if err != nil {
		return nil, err
	}
	return btf.Parse(blob)
})
