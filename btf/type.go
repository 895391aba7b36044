package btf

// Type is one BTF type, decoded. Which fields are set depends on Kind; the others are zero.
type Type struct {
	ID       uint32
	Kind     Kind
	Name     string // empty if anonymous
	KindFlag bool   // STRUCT, UNION: bitfield sizes are on record; FWD: a union; ENUM*: signed; *_TAG: any attribute
	Vlen     int    // number of elements as on record; FUNC: the linkage
	Size     uint32 // bytes: INT, ENUM, STRUCT, UNION, DATASEC, FLOAT, ENUM64
	Type     uint32 // id of what a PTR, TYPEDEF, qualifier, FUNC, FUNC_PROTO (its result), VAR or tag refers to

	Int       IntInfo
	Array     ArrayInfo
	Members   []Member // STRUCT, UNION
	Params    []Param  // FUNC_PROTO; a last one without name and type stands for "..."
	Values    []Value  // ENUM, ENUM64
	Vars      []VarSecinfo
	Linkage   Linkage // FUNC, VAR
	Component int32   // DECL_TAG: index of the member or argument, -1 for the whole
}

// IntInfo is the word that follows an INT.
type IntInfo struct {
	Encoding uint8 // Signed, Char, Bool
	Offset   uint8 // bits
	Bits     uint8
}

// ArrayInfo is what follows an ARRAY.
type ArrayInfo struct {
	Elem   uint32 // type id
	Index  uint32 // type id
	Nelems uint32
}

// Member is a member of a struct or union.
type Member struct {
	Name      string
	Type      uint32
	BitOffset uint32
	BitSize   uint32 // size of a bitfield; 0 if it is none or if the type's KindFlag is not set
}

// Param is a parameter of a prototype.
type Param struct {
	Name string
	Type uint32
}

// Value is an enumerator. Uint holds its bits, sign-extended to 64 bits if the enumeration is signed.
type Value struct {
	Name string
	Uint uint64
}

// Int returns the value of an enumerator of a signed enumeration.
func (v Value) Int() int64 { return int64(v.Uint) }

// VarSecinfo places a variable in a DATASEC.
type VarSecinfo struct {
	Type   uint32 // id of a VAR (or, for functions in .ksyms, of a FUNC)
	Offset uint32 // bytes
	Size   uint32 // bytes
}

// IsVariadic reports whether a FUNC_PROTO ends in "...".
func (t Type) IsVariadic() bool {
	n := len(t.Params)
	return t.Kind == FuncProto && n > 0 && t.Params[n-1] == Param{}
}

// Type decodes the type with the given id. Id 0 is void. It returns false if there is no such type.
// What it returns shares names with s but is otherwise the caller's own.
func (s *Spec) Type(id uint32) (Type, bool) {
	s = s.owner(id)
	t, ok := s.shallow(id)
	if ok && t.Vlen > 0 && layouts[t.Kind].each > 0 {
		s.decodeElements(&t, int(s.offsets[id-s.first])+headLen)
	}
	return t, ok
}

// owner returns the one of s and its bases that holds id.
func (s *Spec) owner(id uint32) *Spec {
	for id < s.first && s.base != nil {
		s = s.base
	}
	return s
}

// shallow decodes a type without its members, parameters, values and variables, of which there may be many.
func (s *Spec) shallow(id uint32) (Type, bool) {
	s = s.owner(id)
	if id < s.first || id >= uint32(s.Len()) {
		return Type{}, id == 0
	}
	at := int(s.offsets[id-s.first])
	h := s.head(at)
	t := Type{ID: id, Kind: h.kind, Name: s.name(h.name), KindFlag: h.flag, Vlen: h.vlen}
	if layouts[h.kind].ref {
		t.Type = h.last
	} else if h.kind != Fwd && h.kind != Array {
		t.Size = h.last
	}
	s.decodeFixed(&t, at+headLen)
	return t, true
}

// decodeFixed decodes the words that follow the head of t at offset at. Parse has checked all bounds.
func (s *Spec) decodeFixed(t *Type, at int) {
	switch t.Kind {
	case Int:
		w := s.word(at)
		t.Int = IntInfo{Encoding: uint8(w>>24) & 0xf, Offset: uint8(w >> 16), Bits: uint8(w)}
	case Array:
		t.Array = ArrayInfo{Elem: s.word(at), Index: s.word(at + 4), Nelems: s.word(at + 8)}
	case Func:
		t.Linkage = Linkage(t.Vlen)
	case Var:
		t.Linkage = Linkage(s.word(at))
	case DeclTag:
		t.Component = int32(s.word(at))
	}
}

// decodeElements decodes the elements of t, the first of which is at offset at.
func (s *Spec) decodeElements(t *Type, at int) {
	switch t.Kind {
	case Struct, Union:
		t.Members = s.members(t, at)
	case FuncProto:
		t.Params = make([]Param, t.Vlen)
		for i := range t.Params {
			t.Params[i] = Param{s.name(s.word(at + 8*i)), s.word(at + 8*i + 4)}
		}
	case Enum, Enum64:
		t.Values = s.values(t, at)
	case Datasec:
		t.Vars = make([]VarSecinfo, t.Vlen)
		for i := range t.Vars {
			t.Vars[i] = VarSecinfo{s.word(at + 12*i), s.word(at + 12*i + 4), s.word(at + 12*i + 8)}
		}
	}
}

func (s *Spec) members(t *Type, at int) []Member {
	members := make([]Member, t.Vlen)
	for i := range members {
		m := Member{Name: s.name(s.word(at)), Type: s.word(at + 4), BitOffset: s.word(at + 8)}
		if t.KindFlag {
			m.BitSize = m.BitOffset >> 24
			m.BitOffset &= 1<<24 - 1
		}
		members[i] = m
		at += 12
	}
	return members
}

func (s *Spec) values(t *Type, at int) []Value {
	values := make([]Value, t.Vlen)
	for i := range values {
		v := Value{Name: s.name(s.word(at))}
		low := s.word(at + 4)
		switch {
		case t.Kind == Enum64:
			v.Uint = uint64(low) | uint64(s.word(at+8))<<32
		case t.KindFlag:
			v.Uint = uint64(int64(int32(low)))
		default:
			v.Uint = uint64(low)
		}
		values[i] = v
		at += layouts[t.Kind].each
	}
	return values
}
