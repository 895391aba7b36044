package btf

import "strconv"

// Kind is the kind of a BTF type (enum BTF_KIND_* of the kernel's uapi/linux/btf.h).
type Kind uint8

// The kinds, with the values of uapi/linux/btf.h.
const (
	Unkn      Kind = iota // void, id 0 only
	Int                   // integer
	Ptr                   // pointer
	Array                 // array
	Struct                // struct
	Union                 // union
	Enum                  // enumeration of up to 32 bits
	Fwd                   // forward declaration of a struct (KindFlag: union)
	Typedef               // typedef
	Volatile              // volatile
	Const                 // const
	Restrict              // restrict
	Func                  // function
	FuncProto             // prototype
	Var                   // variable
	Datasec               // section of variables
	Float                 // floating point number
	DeclTag               // btf_decl_tag attribute
	TypeTag               // btf_type_tag attribute
	Enum64                // enumeration of up to 64 bits
	kindEnd
)

// layout says what follows a type's 12-byte head: fixed bytes, then vlen elements of each bytes. Elements hold the
// offset of a name at byte nameAt and a type id at byte typeAt, where these are not negative. ref: the head's last
// word is a type id, not a size.
type layout struct {
	name           string
	fixed, each    int
	nameAt, typeAt int
	ref            bool
}

var layouts = [kindEnd]layout{
	Unkn:      {"UNKN", 0, 0, -1, -1, false},
	Int:       {"INT", 4, 0, -1, -1, false},
	Ptr:       {"PTR", 0, 0, -1, -1, true},
	Array:     {"ARRAY", 12, 0, -1, -1, false},
	Struct:    {"STRUCT", 0, 12, 0, 4, false},
	Union:     {"UNION", 0, 12, 0, 4, false},
	Enum:      {"ENUM", 0, 8, 0, -1, false},
	Fwd:       {"FWD", 0, 0, -1, -1, false},
	Typedef:   {"TYPEDEF", 0, 0, -1, -1, true},
	Volatile:  {"VOLATILE", 0, 0, -1, -1, true},
	Const:     {"CONST", 0, 0, -1, -1, true},
	Restrict:  {"RESTRICT", 0, 0, -1, -1, true},
	Func:      {"FUNC", 0, 0, -1, -1, true},
	FuncProto: {"FUNC_PROTO", 0, 8, 0, 4, true},
	Var:       {"VAR", 4, 0, -1, -1, true},
	Datasec:   {"DATASEC", 0, 12, -1, 0, false},
	Float:     {"FLOAT", 0, 0, -1, -1, false},
	DeclTag:   {"DECL_TAG", 4, 0, -1, -1, true},
	TypeTag:   {"TYPE_TAG", 0, 0, -1, -1, true},
	Enum64:    {"ENUM64", 0, 12, 0, -1, false},
}

// String names the kind as bpftool prints it: "STRUCT", "FUNC_PROTO".
func (k Kind) String() string {
	if k < kindEnd {
		return layouts[k].name
	}
	return "KIND(" + strconv.Itoa(int(k)) + ")"
}

// Linkage of a FUNC or VAR. Both number static, global and extern alike.
type Linkage uint32

// The linkages, with the values of uapi/linux/btf.h.
const (
	Static Linkage = 0
	Global Linkage = 1
	Extern Linkage = 2
)

// String returns "static", "global", "extern" or a number.
func (l Linkage) String() string {
	switch l {
	case Static:
		return "static"
	case Global:
		return "global"
	case Extern:
		return "extern"
	}
	return "linkage(" + strconv.FormatUint(uint64(l), 10) + ")"
}

// Encoding bits of an INT.
const (
	Signed = 1 << 0
	Char   = 1 << 1
	Bool   = 1 << 2
)
