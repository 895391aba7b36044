package insn

import "fmt"

// storeX spells stores of a register and atomic operations.
func (i Insn) storeX() (string, field) {
	used := fieldDst | fieldSrc | fieldOff
	switch {
	case i.Op&modeMask == modeMem:
		return fmt.Sprintf("%s = %s", i.memory(i.Dst), i.narrow(i.Src)), used
	case i.Op&modeMask == modeAtomic:
		return i.atomic(), used | fieldImm
	}
	return "", 0
}

// atomic spells an atomic operation; load_acquire and store_release exist in all widths, the others in two.
func (i Insn) atomic() string {
	size := sizes[i.Op&sizeMask>>3]
	src, place := i.narrow(i.Src), fmt.Sprintf("r%d%s", i.Dst, signed(int64(i.Off)))
	switch i.Imm {
	case atomicLoadAcq:
		// The roles of the registers are those of a load.
		return fmt.Sprintf("%s = load_acquire((u%s *)(r%d%s))", i.narrow(i.Dst), size, i.Src, signed(int64(i.Off)))
	case atomicStoreRel:
		return fmt.Sprintf("store_release((u%s *)(%s), %s)", size, place, src)
	}
	if i.Op&sizeMask != sizeDouble && i.Op&sizeMask != sizeWord {
		return ""
	}
	suffix := "_64"
	if size == "32" {
		suffix = "32_32"
	}
	switch i.Imm {
	case atomicXchg:
		return fmt.Sprintf("%s = xchg%s(%s, %s)", src, suffix, place, src)
	case atomicCmpXchg:
		return fmt.Sprintf("%c0 = cmpxchg%s(%s, %c0, %s)", src[0], suffix, place, src[0], src)
	}
	op, ok := atomics[i.Imm&^atomicFetch]
	switch {
	case !ok:
		return ""
	case i.Imm&atomicFetch != 0:
		return fmt.Sprintf("%s = atomic_fetch_%s((u%s *)(%s), %s)", src, op.name, size, place, src)
	}
	return fmt.Sprintf("lock *(u%s *)(%s) %s %s", size, place, op.sign, src)
}
