package normalize_test

import (
	"encoding/binary"
	"regexp"
	"strings"

	"difftest/capture"
	"difftest/insn"
)

// assembler turns instructions in the syntax of package insn, as far as tests need it, into bytes.
type assembler struct {
	s     *script
	code  []byte
	fds   []capture.FD
	array bool
	btf   *types
	lines []byte // line_info
}

func newAssembler(s *script) *assembler { return &assembler{s: s} }

func (a *assembler) slot() int { return len(a.code) / insn.SlotSize }

// A form is one form of instruction; make gets what its pattern's groups matched.
type form struct {
	pattern *regexp.Regexp
	make    func(a *assembler, m []string) insn.Insn
}

func pattern(text string) *regexp.Regexp { return regexp.MustCompile("^" + text + "$") }

var comparisons = map[string]byte{"==": 0x10, ">": 0x20, "!=": 0x50, "<": 0xa0}

var forms = []form{
	{pattern(`exit`), func(*assembler, []string) insn.Insn { return insn.Insn{Op: insn.OpExit} }},
	{pattern(`goto \+?(-?\w+)`), func(a *assembler, m []string) insn.Insn {
		return insn.Insn{Op: insn.OpJump, Off: int16(a.s.num(m[1]))}
	}},
	{pattern(`if r(\d+) (\S+) (\w+) goto \+?(-?\w+)`), func(a *assembler, m []string) insn.Insn {
		return insn.Insn{
			Op: insn.ClassJump | comparisons[m[2]], Dst: a.reg(m[1]), Imm: int32(a.s.num(m[3])), Off: int16(a.s.num(m[4])),
		}
	}},
	{pattern(`call (\d\w*)`), func(a *assembler, m []string) insn.Insn {
		return insn.Insn{Op: insn.OpCall, Imm: int32(a.s.num(m[1]))}
	}},
	{pattern(`call pc\+?(-?\w+)`), func(a *assembler, m []string) insn.Insn {
		return insn.Insn{Op: insn.OpCall, Src: insn.PseudoCall, Imm: int32(a.s.num(m[1]))}
	}},
	{pattern(`call kfunc (\d+)(?: fd_array\[(\d+)\])?`), func(a *assembler, m []string) insn.Insn {
		i := insn.Insn{Op: insn.OpCall, Src: insn.PseudoKfuncCall, Imm: int32(a.s.num(m[1]))}
		if m[2] != "" {
			i.Off = int16(a.s.num(m[2]))
		}
		return i
	}},
	{pattern(`r(\d+) = (map|ksym|func) (\S+?)(?:\[(\d+)\])? ll`), (*assembler).wide},
	{pattern(`r(\d+) = map idx (\d+) ll`), func(a *assembler, m []string) insn.Insn {
		return wide(a.reg(m[1]), insn.PseudoMapIndex, uint64(a.s.num(m[2])))
	}},
	{pattern(`r(\d+) = (\w+) ll`), func(a *assembler, m []string) insn.Insn {
		return wide(a.reg(m[1]), 0, uint64(a.s.num(m[2])))
	}},
	{pattern(`r(\d+) = (-?\d\w*)`), func(a *assembler, m []string) insn.Insn {
		return insn.Insn{Op: insn.OpMov64Imm, Dst: a.reg(m[1]), Imm: int32(a.s.num(m[2]))}
	}},
	{pattern(`r(\d+) = r(\d+)`), func(a *assembler, m []string) insn.Insn {
		return insn.Insn{Op: 0xbf, Dst: a.reg(m[1]), Src: a.reg(m[2])}
	}},
	{pattern(`r(\d+) \+= (-?\w+)`), func(a *assembler, m []string) insn.Insn {
		return insn.Insn{Op: 0x07, Dst: a.reg(m[1]), Imm: int32(a.s.num(m[2]))}
	}},
	{pattern(`r(\d+) = \*\(u64 \*\)\(r(\d+) \+ (\w+)\)`), func(a *assembler, m []string) insn.Insn {
		return insn.Insn{Op: 0x79, Dst: a.reg(m[1]), Src: a.reg(m[2]), Off: int16(a.s.num(m[3]))}
	}},
}

func (a *assembler) reg(text string) byte { return byte(a.s.num(text)) }

func wide(dst, src byte, value uint64) insn.Insn {
	return insn.Insn{Op: insn.OpLoadImm64, Wide: true, Dst: dst, Src: src, Imm: int32(value), Imm64: value}
}

// wide is a load of the map with an id, of an offset within its value, of a kernel variable with a type id, or of the
// function at a distance.
func (a *assembler) wide(m []string) insn.Insn {
	dst, low := a.reg(m[1]), uint64(a.s.num(strings.TrimPrefix(strings.TrimPrefix(m[3], "pc"), "+")))
	switch {
	case m[2] == "ksym":
		return wide(dst, insn.PseudoBTFID, low)
	case m[2] == "func":
		return wide(dst, insn.PseudoFunc, low)
	}
	a.fds = append(a.fds, descriptor(where(a.slot()), capture.KindMap, uint32(low)))
	if m[4] == "" {
		return wide(dst, insn.PseudoMapFD, low)
	}
	return wide(dst, insn.PseudoMapValue, low|uint64(a.s.num(m[4]))<<32)
}

func (a *assembler) line(text string) {
	text = strings.TrimSpace(text)
	words := strings.Fields(text)
	switch words[0] {
	case "fd_array":
		a.arrayFDs(words[1:])
		return
	case "@":
		a.lineInfo(words[1], strings.Join(words[2:], " "))
		return
	case "bytes":
		a.code = append(a.code, a.s.hex(words[1])...)
		return
	}
	for _, f := range forms {
		if m := f.pattern.FindStringSubmatch(text); m != nil {
			a.code = f.make(a, m).Append(a.code, binary.LittleEndian)
			return
		}
	}
	a.s.fatalf("instruction %q", text)
}

// lineInfo adds a record for the next instruction, place being FILE:LINE:COL.
func (a *assembler) lineInfo(place, text string) {
	parts := strings.Split(place, ":")
	for _, word := range []uint32{
		uint32(a.slot()), a.btf.str(parts[0]), a.btf.str(text), a.s.num(parts[1])<<10 | a.s.num(parts[2]),
	} {
		a.lines = binary.LittleEndian.AppendUint32(a.lines, word)
	}
}
