// Package insn reads eBPF instructions and writes them in the syntax of llvm-objdump --mcpu=v4, with the kernel's pseudo
// operands told apart as the verifier log does. It knows no maps, no BTF and no symbols; callers put names in through
// Insn.Symbolic. Start at Decode.
package insn

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// SlotSize is the size of one instruction slot in bytes. Jumps and calls count slots.
const SlotSize = 8

// ErrTruncated says that the bytes end inside an instruction.
var ErrTruncated = errors.New("truncated instruction")

// An Insn is one instruction. A 16-byte one is a single Insn.
type Insn struct {
	Op    byte   // operation, with class and source bit
	Dst   byte   // destination register, 0 to 15
	Src   byte   // source register or pseudo source, 0 to 15
	Off   int16  // offset
	Imm   int32  // immediate; of a 16-byte instruction the low half
	Imm64 uint64 // 16-byte instructions: both halves, else 0
	Pad   uint32 // 16-byte instructions: operation, registers and offset of the second slot, which are 0 by rule
	Wide  bool   // takes two slots
	Slot  int    // index of its first 8-byte slot from the start of what was decoded
}

// Decode splits b into instructions. Where b ends inside an instruction it returns what stands before together with an
// error that wraps ErrTruncated; a 16-byte instruction whose second half is missing comes as one 8-byte instruction.
func Decode(b []byte, order binary.ByteOrder) ([]Insn, error) {
	insns := make([]Insn, 0, len(b)/SlotSize)
	var err error
	for at := 0; at+SlotSize <= len(b); {
		i := decodeSlot(b[at:], order)
		i.Slot = at / SlotSize
		at += SlotSize
		if i.Op == OpLoadImm64 {
			if at+SlotSize > len(b) {
				err = fmt.Errorf("slot %d: %w", i.Slot, ErrTruncated)
			} else {
				i.widen(b[at:], order)
				at += SlotSize
			}
		}
		insns = append(insns, i)
	}
	if rest := len(b) % SlotSize; rest != 0 {
		err = fmt.Errorf("%d bytes left over: %w", rest, ErrTruncated)
	}
	return insns, err
}

func decodeSlot(b []byte, order binary.ByteOrder) Insn {
	dst, src := b[1]&0x0f, b[1]>>4
	if isBig(order) {
		dst, src = src, dst
	}
	return Insn{
		Op: b[0], Dst: dst, Src: src,
		Off: int16(order.Uint16(b[2:])),
		Imm: int32(order.Uint32(b[4:])),
	}
}

func (i *Insn) widen(b []byte, order binary.ByteOrder) {
	i.Wide = true
	i.Imm64 = uint64(uint32(i.Imm)) | uint64(order.Uint32(b[4:]))<<32
	i.Pad = uint32(b[0]) | uint32(b[1])<<8 | uint32(order.Uint16(b[2:]))<<16
}

// Append appends the bytes of i to b. It is the inverse of Decode.
func (i Insn) Append(b []byte, order binary.AppendByteOrder) []byte {
	regs := i.Dst&0x0f | i.Src<<4
	if isBig(order) {
		regs = i.Src&0x0f | i.Dst<<4
	}
	b = append(b, i.Op, regs)
	b = order.AppendUint16(b, uint16(i.Off))
	b = order.AppendUint32(b, uint32(i.Imm))
	if !i.Wide {
		return b
	}
	b = append(b, byte(i.Pad), byte(i.Pad>>8))
	b = order.AppendUint16(b, uint16(i.Pad>>16))
	return order.AppendUint32(b, i.High())
}

// isBig asks the order itself, so that binary.NativeEndian is understood as well.
func isBig(order interface{ String() string }) bool {
	if order.String() == "NativeEndian" {
		return binary.NativeEndian.Uint16([]byte{0, 1}) == 1
	}
	return order.String() == "BigEndian"
}

// Slots is the number of 8-byte slots that i takes.
func (i Insn) Slots() int {
	if i.Wide {
		return 2
	}
	return 1
}

// High is the immediate of the second slot of a 16-byte instruction, else 0.
func (i Insn) High() uint32 { return uint32(i.Imm64 >> 32) }

// Class is the instruction's class, one of the Class constants.
func (i Insn) Class() byte { return i.Op & 0x07 }

// A Ref says what an instruction refers to by number.
type Ref uint8

// The references. The wide ones follow the pseudo source of a 64-bit immediate load, the others that of a call.
const (
	RefNone     Ref = iota
	RefMapFD        // 64-bit load: map by descriptor; also the ones below up to RefMapValueIndex
	RefMapValue     // address within a map's first value, map by descriptor
	RefBTF          // address of the kernel variable with a BTF id
	RefFunc         // address of another function of the program
	RefMapIndex     // map by index into fd_array
	RefMapValueIndex
	RefHelper // call: helper by number
	RefCall   // call: another function of the program
	RefKfunc  // call: kernel function by BTF id
)

// Ref tells what i refers to.
func (i Insn) Ref() Ref {
	switch {
	case i.Wide && i.Src >= PseudoMapFD && i.Src <= PseudoMapIndexValue:
		return Ref(i.Src)
	case i.Op == OpCall && i.Src <= PseudoKfuncCall:
		return RefHelper + Ref(i.Src)
	}
	return RefNone
}

// Jump is the distance of a jump in slots, counted from the slot behind i. ok is false if i jumps nowhere by number.
func (i Insn) Jump() (distance int, ok bool) {
	switch op := i.Op & opMask; {
	case i.Op == OpJumpFar:
		return int(i.Imm), true
	case i.Op == OpJump || i.Op == OpMayGoto:
		return int(i.Off), true
	case i.Class() != ClassJump && i.Class() != ClassJump32:
		return 0, false
	case comparisons[op>>4] == "":
		return 0, false
	}
	return int(i.Off), true
}

// Target is the slot that i refers to within the program: of a call or the address of a function. ok is false if it
// refers to none.
func (i Insn) Target() (slot int, ok bool) {
	switch i.Ref() {
	case RefCall, RefFunc:
		return i.Slot + 1 + int(i.Imm), true
	}
	return 0, false
}
