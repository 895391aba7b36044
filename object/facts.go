// Package object reads BPF ELF objects by itself: what the host needs to know of an object without asking any loader.
// It relocates nothing and judges nothing. Start at Read.
package object

// Facts are what an object's ELF file says: names by which recordings are read.
type Facts struct {
	BigEndian bool
	Machine   uint16     // e_machine; EM_BPF is 247
	Funcs     []Func     // every function symbol in an executable section, by section and offset
	MapVars   []string   // variables in the map sections (.maps, maps), in symbol order
	Data      []Data     // data sections, in section order
	Sections  []string   // names of all sections, in order
	CORE      []CORERelo // CO-RE relocations, in .BTF.ext order
	License   string     // contents of section "license", cut at its first NUL; empty if missing
	Tags      []Tag      // BTF declaration tags
	HasBTF    bool       // there is a section .BTF, readable or not
	Problems  []string   // what could not be read, and why; the rest of the facts still hold
}

// Func is a function symbol.
type Func struct {
	Name    string
	Section string // name of the ELF section, "xdp" or ".text"
	Offset  uint64 // bytes from the start of the section
	Insns   []byte // the function's instructions, as in the file, in the file's byte order; not to be changed
	Global  bool   // bound STB_GLOBAL or STB_WEAK
	Hidden  bool   // STV_HIDDEN or STV_INTERNAL
	// Relocs are the ELF relocations inside the function, by offset.
	Relocs []Reloc
}

// IsProgram reports whether f stands in a section that loaders take for programs: any executable one but .text.
func (f Func) IsProgram() bool { return f.Section != ".text" }

// Reloc is one ELF relocation of an instruction.
type Reloc struct {
	Insn   int    // index of the instruction (8-byte slots) within the function
	Type   uint32 // R_BPF_64_64 is 1, R_BPF_64_32 is 10
	Symbol string // symbol's name; for section symbols the section's name
}

// Data is a section of global data.
type Data struct {
	Section string // ".rodata", ".data.foo"
	Size    uint64 // bytes
	Vars    []Var  `json:",omitempty"` // its variables, by offset
}

// Var is a global variable.
type Var struct {
	Name   string
	Offset uint64 // bytes from the start of its section
	Size   uint64 // bytes
	// Number says that the object's BTF gives it an integer type.
	Number bool `json:",omitempty"`
	Signed bool `json:",omitempty"` // of a number
}

// CORERelo is one CO-RE relocation.
type CORERelo struct {
	Func   string // function symbol that holds the instruction; empty if there is none
	Insn   int    // index of the instruction (8-byte slots) within the function, or within the section if Func is empty
	Kind   uint32 // enum bpf_core_relo_kind
	Type   string // name of the local root type, "struct foo"
	Access string // access string, "0:1:2"
}

// Tag is a BTF declaration tag: a statement about a function, variable or type.
type Tag struct {
	On    string // name of what is tagged: "count", "key.proto" for a member, "parse:arg0" for an argument
	Value string
	Place string `json:",omitempty"` // "a/b.c:12": where the function that is tagged begins; empty for all else
}
