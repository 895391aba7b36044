package insn

import (
	"encoding/binary"
	"fmt"
)

var littleEndian = binary.LittleEndian

// number writes a number as LLVM does: "0x5", "-0x5".
func number(v int64) string {
	if v < 0 {
		return fmt.Sprintf("-0x%x", uint64(-v))
	}
	return fmt.Sprintf("0x%x", v)
}

// plus writes a distance: "+0x5", "-0x5".
func plus(v int64) string {
	if v < 0 {
		return number(v)
	}
	return "+" + number(v)
}

// signed writes an offset behind a register: " + 0x5", " - 0x5".
func signed(v int64) string {
	if v < 0 {
		return " - " + number(-v)
	}
	return " + " + number(v)
}

// reg names a register in the width that the instruction's class works in.
func (i Insn) reg(n byte) string {
	if i.Class() == ClassALU32 || i.Class() == ClassJump32 {
		return fmt.Sprintf("w%d", n)
	}
	return fmt.Sprintf("r%d", n)
}

func (i Insn) alu(name string) (string, field) {
	dst := i.reg(i.Dst)
	switch i.Op & opMask {
	case aluNeg:
		if i.Op&srcBit != 0 {
			return "", 0
		}
		return fmt.Sprintf("%s = -%s", dst, dst), fieldDst
	case aluEnd:
		return i.endian()
	case aluMov:
		if i.Op&srcBit != 0 && i.Off != 0 {
			return i.movSigned()
		}
	}
	sign := operators[i.Op>>4]
	if sign == "" {
		return "", 0
	}
	used := fieldDst
	if op := i.Op & opMask; (op == aluDiv || op == aluMod) && i.Off == 1 {
		sign = "s" + sign
		used |= fieldOff
	}
	if i.Op&srcBit != 0 {
		return fmt.Sprintf("%s %s %s", dst, sign, i.reg(i.Src)), used | fieldSrc
	}
	return fmt.Sprintf("%s %s %s", dst, sign, i.imm(name)), used | fieldImm
}

// endian spells byte swaps: the immediate is the width.
func (i Insn) endian() (string, field) {
	kind := "le"
	switch {
	case i.Class() == ClassALU64 && i.Op&srcBit != 0:
		return "", 0
	case i.Class() == ClassALU64:
		kind = "bswap"
	case i.Op&srcBit != 0:
		kind = "be"
	}
	if i.Imm != 16 && i.Imm != 32 && i.Imm != 64 {
		return "", 0
	}
	return fmt.Sprintf("r%d = %s%d r%d", i.Dst, kind, i.Imm, i.Dst), fieldDst | fieldImm
}

// movSigned spells a move whose offset says that it extends the sign or casts between address spaces.
func (i Insn) movSigned() (string, field) {
	dst, src := i.reg(i.Dst), i.reg(i.Src)
	switch {
	case i.Off == 8 || i.Off == 16 || i.Off == 32 && i.Class() == ClassALU64:
		return fmt.Sprintf("%s = (s%d)%s", dst, i.Off, src), fieldDst | fieldSrc | fieldOff
	case i.Off == 1 && i.Class() == ClassALU64:
		to, from := uint32(i.Imm)>>16, uint32(i.Imm)&0xffff
		text := fmt.Sprintf("%s = addr_space_cast(%s, 0x%x, 0x%x)", dst, src, to, from)
		return text, fieldDst | fieldSrc | fieldOff | fieldImm
	}
	return fmt.Sprintf("%s = %s", dst, src), fieldDst | fieldSrc
}
