package normalize

import (
	"encoding/binary"
	"slices"
	"strings"

	"difftest/capture"
	"difftest/insn"
	"difftest/object"
)

// symbols is what the object's ELF file says, made ready for looking up. Without facts it is empty.
type symbols struct {
	known    bool
	base     string // the file's name as libbpf cuts it
	funcs    []*symbol
	mapVars  []string
	sections []string                // of data
	vars     map[string][]object.Var // by data section
	core     map[place]object.CORERelo
	version  bool // there is a section "version"
}

// place is an instruction of a function, in slots from its start.
type place struct {
	fn   string
	slot int
}

// symbol is a function of the object.
type symbol struct {
	object.Func
	code []insn.Insn
	size int          // in slots
	soft map[int]bool // slots of instructions that loaders rewrite
}

func newSymbols(o *capture.Object) *symbols {
	s := &symbols{base: baseName(o.Path), core: map[place]object.CORERelo{}, vars: map[string][]object.Var{}}
	if o.Facts == nil {
		return s
	}
	f := o.Facts
	s.known = true
	s.mapVars = f.MapVars
	for _, d := range f.Data {
		s.sections = append(s.sections, d.Section)
		s.vars[d.Section] = d.Vars
	}
	for _, name := range f.Sections {
		s.version = s.version || name == "version"
		isData := strings.HasPrefix(name, ".data") || strings.HasPrefix(name, ".rodata") || strings.HasPrefix(name, ".bss")
		if isData && !slices.Contains(s.sections, name) { // an empty one
			s.sections = append(s.sections, name)
		}
	}
	for _, r := range f.CORE {
		s.core[place{r.Func, r.Insn}] = r
	}
	for i := range f.Funcs {
		s.funcs = append(s.funcs, s.newSymbol(f, &f.Funcs[i]))
	}
	return s
}

func (s *symbols) newSymbol(f *object.Facts, fn *object.Func) *symbol {
	var order binary.ByteOrder = binary.LittleEndian
	if f.BigEndian {
		order = binary.BigEndian
	}
	sym := &symbol{Func: *fn, size: len(fn.Insns) / insn.SlotSize, soft: map[int]bool{}}
	sym.code, _ = insn.Decode(fn.Insns, order)
	for _, r := range fn.Relocs {
		sym.soft[r.Insn] = true
	}
	for _, i := range sym.code {
		_, core := s.core[place{fn.Name, i.Slot}]
		if core || i.Ref() == insn.RefCall || i.Ref() == insn.RefFunc {
			sym.soft[i.Slot] = true
		}
	}
	return sym
}

// baseName is what libbpf makes of a path: the last element up to its first dot
// (https://github.com/libbpf/libbpf/blob/v1.7.0/src/libbpf.c#L1533).
func baseName(path string) string {
	name := path[strings.LastIndexByte(path, '/')+1:]
	name, _, _ = strings.Cut(name, ".")
	return name
}

// code is a stretch of instructions by slot, counted from its start.
type code map[int]insn.Insn

// codeAt returns the instructions from slot start up to end.
func codeAt(insns []insn.Insn, start, end int) code {
	out := code{}
	for _, i := range insns {
		if i.Slot >= start && i.Slot < end {
			i.Slot -= start
			out[i.Slot] = i
		}
	}
	return out
}

// mismatches counts the instructions of the symbol that stand otherwise in c, and how many were compared. Those that
// loaders rewrite are not.
func (s *symbol) mismatches(c code) (differ, of int) {
	for _, want := range s.code {
		if s.soft[want.Slot] {
			continue
		}
		of++
		if c[want.Slot] != want {
			differ++
		}
	}
	return differ, of
}

// fits reports whether a program that begins with c may be made from the symbol: most of it is there, if not in its
// place then near it. It is not asked for more, since what is looked for are loaders that get something wrong.
func (s *symbol) fits(c code, slots int) bool {
	if slots < s.size-maxShift {
		return false
	}
	_, of := s.mismatches(c)
	return s.leastMismatches(c)*2 <= of
}

// maxShift is how many slots a program may lack, or have more, to be taken for an object's all the same: a 16-byte
// instruction.
const maxShift = 2

// leastMismatches counts the instructions of the symbol that stand otherwise in c, however it goes on.
func (s *symbol) leastMismatches(c code) int {
	least := s.shiftedMismatches(c, 0)
	for by := -maxShift; by <= maxShift; by++ {
		least = min(least, s.shiftedMismatches(c, by))
	}
	return least
}

// shiftedMismatches counts the instructions of the symbol that stand otherwise in c, which begins like the symbol and
// then goes on shifted.
func (s *symbol) shiftedMismatches(c code, by int) int {
	differ, moved := 0, 0
	for _, want := range s.code {
		if s.soft[want.Slot] {
			continue
		}
		if !c.has(want, moved) && c.has(want, by) {
			moved = by
		}
		if !c.has(want, moved) {
			differ++
		}
	}
	return differ
}

// has reports whether an instruction stands in c, some slots further on.
func (c code) has(i insn.Insn, by int) bool {
	i.Slot += by
	return c[i.Slot] == i
}

// variables returns the variables of a data section, by offset.
func (s *symbols) variables(section string) []object.Var { return s.vars[section] }

// isProgram reports whether the object has a program of that name.
func (s *symbols) isProgram(name string) bool {
	for _, f := range s.funcs {
		if f.IsProgram() && f.Name == name {
			return true
		}
	}
	return false
}

// wide reports whether the instruction at a slot takes 16 bytes in the object.
func (s *symbol) wide(slot int) bool {
	for _, i := range s.code {
		if i.Slot == slot {
			return i.Wide
		}
	}
	return false
}

// kernelNameLen is how much of a name the kernel keeps: BPF_OBJ_NAME_LEN without its NUL.
const kernelNameLen = 15

// cut is a name as the kernel keeps it.
func cut(name string) string { return name[:min(len(name), kernelNameLen)] }
