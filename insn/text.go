package insn

import (
	"fmt"
	"strings"
)

// field is a set of instruction fields.
type field uint8

const (
	fieldDst field = 1 << iota
	fieldSrc
	fieldOff
	fieldImm
)

// Text is the instruction in LLVM's syntax with its operands as numbers: "r1 = 0x5 ll", "if r0 == 0x0 goto +0x3". Two
// different instructions never have the same text: fields that the operation does not use but that are not zero stand
// behind it in braces, and an operation that is not known is "unknown" with its bytes.
func (i Insn) Text() string { return i.Symbolic("") }

// Symbolic is Text with the operand that refers to something by number replaced by the given name: the target of a jump
// or a call, the immediate otherwise. An empty name stands for the number.
func (i Insn) Symbolic(name string) string {
	body, used := i.body(name)
	if body == "" {
		return "unknown 0x" + fmt.Sprintf("%x", i.Append(nil, littleEndian))
	}
	return body + i.rest(used)
}

// rest spells the fields that are not in used and not zero.
func (i Insn) rest(used field) string {
	var parts []string
	add := func(f field, name string, v int64) {
		if used&f == 0 && v != 0 {
			parts = append(parts, name+" "+number(v))
		}
	}
	add(fieldDst, "dst", int64(i.Dst))
	add(fieldSrc, "src", int64(i.Src))
	add(fieldOff, "off", int64(i.Off))
	add(fieldImm, "imm", int64(i.Imm))
	if i.Pad != 0 {
		parts = append(parts, fmt.Sprintf("pad 0x%x", i.Pad))
	}
	if len(parts) == 0 {
		return ""
	}
	return " {" + strings.Join(parts, ", ") + "}"
}

// body is the text without leftover fields, and the fields that it shows. It is empty for an unknown operation.
func (i Insn) body(name string) (string, field) {
	switch i.Class() {
	case ClassLoad:
		return i.load(name)
	case ClassLoadMem:
		return i.loadMem()
	case ClassStore:
		if i.Op&modeMask != modeMem {
			return "", 0
		}
		return fmt.Sprintf("%s = %s", i.memory(i.Dst), i.imm(name)), fieldDst | fieldOff | fieldImm
	case ClassStoreX:
		return i.storeX()
	case ClassALU32, ClassALU64:
		return i.alu(name)
	default:
		return i.jump(name)
	}
}

func (i Insn) load(name string) (string, field) {
	size := sizes[i.Op&sizeMask>>3]
	switch i.Op & modeMask {
	case modeImm:
		if !i.Wide {
			return "", 0
		}
		return i.loadImm64(name)
	case modeAbs:
		if i.Op&sizeMask == sizeDouble {
			return "", 0
		}
		return fmt.Sprintf("r0 = *(u%s *)skb[%s]", size, number(int64(i.Imm))), fieldImm
	case modeInd:
		if i.Op&sizeMask == sizeDouble {
			return "", 0
		}
		index := fmt.Sprintf("r%d", i.Src)
		if i.Imm != 0 {
			index += signed(int64(i.Imm))
		}
		return fmt.Sprintf("r0 = *(u%s *)skb[%s]", size, index), fieldImm | fieldSrc
	}
	return "", 0
}

func (i Insn) loadImm64(name string) (string, field) {
	used := fieldDst | fieldImm
	if i.Src <= PseudoMapIndexValue {
		used |= fieldSrc
	}
	if name == "" {
		name = i.wideOperand()
	}
	return fmt.Sprintf("r%d = %s ll", i.Dst, name), used
}

// wideOperand spells the operand of a 64-bit immediate load by its pseudo source.
func (i Insn) wideOperand() string {
	low, high := uint32(i.Imm), i.High()
	var text string
	switch i.Ref() {
	case RefMapFD:
		text = fmt.Sprintf("map fd %d", i.Imm)
	case RefMapIndex:
		text = fmt.Sprintf("map idx %d", i.Imm)
	case RefMapValue:
		return fmt.Sprintf("map fd %d[%d]", i.Imm, high)
	case RefMapValueIndex:
		return fmt.Sprintf("map idx %d[%d]", i.Imm, high)
	case RefBTF:
		return fmt.Sprintf("btf id %d, fd %d", low, high)
	case RefFunc:
		text = "func pc" + plus(int64(i.Imm))
	default:
		return fmt.Sprintf("0x%x", i.Imm64)
	}
	if high != 0 {
		text += fmt.Sprintf(", high 0x%x", high)
	}
	return text
}

func (i Insn) loadMem() (string, field) {
	used := fieldDst | fieldSrc | fieldOff
	switch {
	case i.Op&modeMask == modeMem:
		return fmt.Sprintf("%s = %s", i.narrow(i.Dst), i.memory(i.Src)), used
	case i.Op&modeMask == modeMemSigned && i.Op&sizeMask != sizeDouble:
		text := fmt.Sprintf("r%d = *(s%s *)(r%d%s)", i.Dst, sizes[i.Op&sizeMask>>3], i.Src, signed(int64(i.Off)))
		return text, used
	}
	return "", 0
}

// narrow names a register that a plain load fills or a plain store empties, as llvm-objdump --mcpu=v4 does: w where
// the access is narrower than the register.
func (i Insn) narrow(reg byte) string {
	if i.Op&sizeMask == sizeDouble {
		return fmt.Sprintf("r%d", reg)
	}
	return fmt.Sprintf("w%d", reg)
}

// memory spells the memory operand at the register.
func (i Insn) memory(reg byte) string {
	return fmt.Sprintf("*(u%s *)(r%d%s)", sizes[i.Op&sizeMask>>3], reg, signed(int64(i.Off)))
}

// imm is the name, or the immediate as a number.
func (i Insn) imm(name string) string {
	if name != "" {
		return name
	}
	return number(int64(i.Imm))
}
