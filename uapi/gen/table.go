package main

// attrUnion is the union that all commands share.
const attrUnion = "bpf_attr"

// direction says who writes: for a pointer the memory behind it, for another field the field itself.
type direction int

const (
	in    direction = iota // the caller
	out                    // the kernel
	inOut                  // first the caller, then the kernel
)

func (d direction) String() string { return [...]string{"In", "Out", "InOut"}[d] }

// A field is one field of an attribute or struct. What is written here is what BTF cannot tell.
//
// Len, FD, FDName and When are Go expressions over the struct, which is called a.
type field struct {
	Path string    // path in the union or struct, members of unnamed structs as members of what encloses them
	Also []string  // other members of the same union that this field stands for
	Go   string    // Go name, if not that of the path's last element
	Type string    // Go type, if not the plain number of its size
	Doc  string    // what it is, for the comment
	Dir  direction // who writes
	Len  string    // for a pointer: its Length
	FD   string    // for a descriptor: its kind in quotes, or an expression that gives it
	// FDName gives the kernel name of a descriptor whose field has several; default the path's last element.
	FDName string
	// When says when the kernel looks the descriptor up; empty: always. It decides whether 0 is a descriptor.
	When string
}

// A command is one bpf_cmd.
type command struct {
	Name    string // kernel name
	Doc     string // continues "..., which "
	Note    string // further sentences for the doc of its function
	Returns string // "FD" or "int" if the call returns more than an error
	Fields  []field
	// Variants are what follows Fields, one of them by the expression Switch.
	Variants []variant
	Switch   string
}

// A variant is one struct of a union whose use depends on another field.
type variant struct {
	Go     string
	Doc    string
	When   []string // values of Switch
	Fields []field
}

// A structure is a struct other than the attribute that passes between caller and kernel.
type structure struct {
	Kernel string
	Go     string
	Doc    string
	Fields []field
}

// An enumeration is a named enum.
type enumeration struct {
	Kernel string
	Go     string
	Doc    string
	Prefix string // of unknown values
}

// A flagType is a set of flags. BTF has those that are enumerators; Macros has the others.
type flagType struct {
	Go     string
	Base   string
	Doc    string
	Anchor string // an enumerator of the unnamed enum that holds the flags
	Macros []macro
	Shared []string // untyped constants that are flags of this type too
	Zero   string   // name of 0
}

// A macro is a flag that is a #define of include/uapi/linux/bpf.h, which BTF does not hold.
type macro struct {
	Name  string
	Value uint64
	Doc   string
}
