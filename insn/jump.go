package insn

import "fmt"

func (i Insn) jump(name string) (string, field) {
	switch i.Op {
	case OpJump:
		return "goto " + target(name, int64(i.Off)), fieldOff
	case OpJumpFar:
		return "gotol " + target(name, int64(i.Imm)), fieldImm
	case OpMayGoto:
		return "may_goto " + target(name, int64(i.Off)), fieldOff
	case OpJumpX:
		return fmt.Sprintf("gotox r%d", i.Dst), fieldDst
	case OpExit:
		return "exit", 0
	case OpCallX:
		return fmt.Sprintf("callx r%d", i.Dst), fieldDst
	case OpCall:
		return i.call(name)
	}
	sign := comparisons[i.Op>>4]
	if sign == "" {
		return "", 0
	}
	left, to := i.reg(i.Dst), target(name, int64(i.Off))
	if i.Op&srcBit != 0 {
		return fmt.Sprintf("if %s %s %s goto %s", left, sign, i.reg(i.Src), to), fieldDst | fieldSrc | fieldOff
	}
	return fmt.Sprintf("if %s %s %s goto %s", left, sign, number(int64(i.Imm)), to), fieldDst | fieldImm | fieldOff
}

// call spells a call by its pseudo source. A kernel function's offset, the index of its module's BTF in fd_array, is
// part of a name that is given.
func (i Insn) call(name string) (string, field) {
	used := fieldSrc | fieldImm
	switch {
	case i.Src == PseudoKfuncCall:
		used |= fieldOff
	case i.Src > PseudoKfuncCall:
		used &^= fieldSrc
	}
	if name != "" {
		return "call " + name, used
	}
	switch i.Ref() {
	case RefCall:
		return "call pc" + plus(int64(i.Imm)), used
	case RefKfunc:
		text := fmt.Sprintf("call kfunc btf id %d", i.Imm)
		if i.Off != 0 {
			text += fmt.Sprintf(", fd_array[%d]", i.Off)
		}
		return text, used
	}
	return "call " + number(int64(i.Imm)), used
}

func target(name string, distance int64) string {
	if name != "" {
		return name
	}
	return plus(distance)
}
