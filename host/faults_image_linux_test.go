package host

import (
	"slices"

	"difftest/insn"
	"difftest/uapi"
)

// An image is a program on its way to the kernel that is put together anew: instructions with what describes them.
type image struct {
	insns        []insn.Insn
	funcs, lines [][]byte // records, each of which begins with a slot
}

// A piece is a stretch of the old program, or new instructions that stand in it.
type piece struct {
	from, to int // slots
	fresh    []insn.Insn
}

// size is how many slots the piece takes.
func (p piece) size() int {
	n := p.to - p.from
	for _, i := range p.fresh {
		n += i.Slots()
	}
	return n
}

// image reads the program that a call is about to load.
func (f *flight) image(a *uapi.ProgLoadAttr) *image {
	split := func(addr uint64, count, size uint32) (out [][]byte) {
		if count > 0 {
			out = slices.Collect(slices.Chunk(f.read(addr, int(count*size)), int(size)))
		}
		return out
	}
	return &image{
		insns: f.insns(a),
		funcs: split(a.FuncInfo.Addr(), a.FuncInfoCnt, a.FuncInfoRecSize),
		lines: split(a.LineInfo.Addr(), a.LineInfoCnt, a.LineInfoRecSize),
	}
}

// sendImage has another program loaded.
func (f *flight) sendImage(a *uapi.ProgLoadAttr, m *image) {
	var code []byte
	for _, i := range m.insns {
		code = i.Append(code, native)
	}
	a.Insns, a.InsnCnt = uapi.AddressPointer(f.room(code)), uint32(len(code)/insn.SlotSize)
	if len(m.funcs) > 0 {
		a.FuncInfo, a.FuncInfoCnt = uapi.AddressPointer(f.room(slices.Concat(m.funcs...))), uint32(len(m.funcs))
	}
	if len(m.lines) > 0 {
		a.LineInfo, a.LineInfoCnt = uapi.AddressPointer(f.room(slices.Concat(m.lines...))), uint32(len(m.lines))
	}
	f.send()
}

// rebuild puts the program together of pieces. What refers to a slot goes to the first piece that has it, or to the same
// piece.
func (m *image) rebuild(pieces ...piece) *image {
	out := &image{}
	start := 0
	for _, p := range pieces {
		for _, i := range m.insns {
			if i.Slot >= p.from && i.Slot < p.to {
				i = relocated(i, start+i.Slot-p.from, func(slot int) int {
					if slot >= p.from && slot < p.to {
						return start + slot - p.from
					}
					return moved(pieces, slot)
				})
				out.insns = append(out.insns, i)
			}
		}
		slot := start
		for _, i := range p.fresh {
			i.Slot = slot
			slot += i.Slots()
			out.insns = append(out.insns, i)
		}
		out.funcs = append(out.funcs, movedRecords(m.funcs, p, start)...)
		out.lines = append(out.lines, movedRecords(m.lines, p, start)...)
		start += p.size()
	}
	return out
}

// moved is where a slot has gone. What is gone itself gives way to what stands behind it.
func moved(pieces []piece, slot int) int {
	start, behind := 0, -1
	for _, p := range pieces {
		if slot >= p.from && slot < p.to {
			return start + slot - p.from
		}
		if p.to > 0 && p.from > slot && behind < 0 {
			behind = start
		}
		start += p.size()
	}
	if behind < 0 {
		return start
	}
	return behind
}

// relocated is an instruction at another slot, whose references go where to says.
func relocated(i insn.Insn, slot int, to func(int) int) insn.Insn {
	distance, jumps := i.Jump()
	target, refers := i.Target()
	switch {
	case jumps && i.Op == insn.OpJumpFar:
		i.Imm = int32(to(i.Slot+i.Slots()+distance) - slot - i.Slots())
	case jumps:
		i.Off = int16(to(i.Slot+i.Slots()+distance) - slot - i.Slots())
	case refers:
		i.Imm = int32(to(target) - slot - 1)
		if i.Wide {
			i.Imm64 = uint64(uint32(i.Imm))
		}
	}
	i.Slot = slot
	return i
}

// movedRecords are the records of a piece that begins at slot start.
func movedRecords(records [][]byte, p piece, start int) [][]byte {
	var out [][]byte
	for _, r := range records {
		if slot := int(native.Uint32(r)); slot >= p.from && slot < p.to {
			out = append(out, recordAt(r, start+slot-p.from))
		}
	}
	return out
}

// recordAt is a copy of a record for another slot.
func recordAt(r []byte, slot int) []byte {
	r = slices.Clone(r)
	native.PutUint32(r, uint32(slot))
	return r
}
