package btf

import "fmt"

// maxSize is where sizes of types stop growing, in bytes, so that sums and products of them cannot overflow.
const maxSize = 1 << 40

// shape is the size in bytes and the encoding of an integer.
type shape struct {
	size     uint32
	encoding uint8
}

// intShapes are what the names of C's integers mean to the BPF target. Only an INT that differs needs its shape
// spelled.
var intShapes = map[string]shape{
	"char": {1, Signed}, "signed char": {1, Signed}, "unsigned char": {1, 0}, "_Bool": {1, Bool}, "bool": {1, Bool},
	"short": {2, Signed}, "short int": {2, Signed}, "unsigned short": {2, 0}, "short unsigned int": {2, 0},
	"int": {4, Signed}, "unsigned int": {4, 0}, "__ARRAY_SIZE_TYPE__": {4, 0},
	"long": {8, Signed}, "long int": {8, Signed}, "unsigned long": {8, 0}, "long unsigned int": {8, 0},
	"long long": {8, Signed}, "long long int": {8, Signed},
	"unsigned long long": {8, 0}, "long long unsigned int": {8, 0},
	"__int128": {16, Signed}, "unsigned __int128": {16, 0}, "__int128 unsigned": {16, 0},
}

// typedefShapes are the typedefs whose meaning everyone knows. Others are spelled out.
var typedefShapes = map[string]shape{
	"__u8": {1, 0}, "__u16": {2, 0}, "__u32": {4, 0}, "__u64": {8, 0},
	"__s8": {1, Signed}, "__s16": {2, Signed}, "__s32": {4, Signed}, "__s64": {8, Signed},
	"u8": {1, 0}, "u16": {2, 0}, "u32": {4, 0}, "u64": {8, 0},
	"s8": {1, Signed}, "s16": {2, Signed}, "s32": {4, Signed}, "s64": {8, Signed},
	"uint8_t": {1, 0}, "uint16_t": {2, 0}, "uint32_t": {4, 0}, "uint64_t": {8, 0},
	"int8_t": {1, Signed}, "int16_t": {2, Signed}, "int32_t": {4, Signed}, "int64_t": {8, Signed},
	"__be16": {2, 0}, "__be32": {4, 0}, "__be64": {8, 0}, "__le16": {2, 0}, "__le32": {4, 0}, "__le64": {8, 0},
	"size_t": {8, 0}, "bool": {1, Bool},
}

var floatSizes = map[string]uint32{"float": 4, "double": 8, "long double": 16}

// is reports whether an INT has this shape and fills its bytes.
func (h shape) is(t Type) bool {
	return t.Kind == Int && t.Size == h.size && t.Int.Encoding == h.encoding && t.Int.Offset == 0 &&
		uint32(t.Int.Bits) == t.Size*8
}

// intName names an INT, with its shape behind it unless C knows the name with that shape.
func intName(t Type) string {
	plainChar := t.Name == "char" && shape{1, 0}.is(t) // the kernel is built with -funsigned-char
	if known, ok := intShapes[t.Name]; ok && known.is(t) || plainChar {
		return t.Name
	}
	text := fmt.Sprintf("%s /* %d", t.Name, t.Size)
	for i, word := range []string{" signed", " char", " bool"} {
		if t.Int.Encoding&(1<<i) != 0 {
			text += word
		}
	}
	if t.Int.Offset != 0 || uint32(t.Int.Bits) != t.Size*8 {
		text += fmt.Sprintf(" bits %d@%d", t.Int.Bits, t.Int.Offset)
	}
	return text + " */"
}

// isWellKnown reports whether a TYPEDEF is one that everyone knows, with the meaning everyone knows.
func (s *Spec) isWellKnown(t Type) bool {
	known, ok := typedefShapes[t.Name]
	if !ok {
		return false
	}
	id := t.Type
	for range maxDepth {
		kind, next := s.kindOf(id)
		if kind != Typedef {
			break
		}
		id = next
	}
	root, _ := s.shallow(id)
	return known.is(root)
}

// kindOf returns the kind of a type and the type it refers to, without decoding it; Unkn if there is no such type.
func (s *Spec) kindOf(id uint32) (Kind, uint32) {
	s = s.owner(id)
	if id < s.first || id >= uint32(s.Len()) {
		return Unkn, 0
	}
	h := s.head(int(s.offsets[id-s.first]))
	return h.kind, h.last
}

// Size returns the size of a type in bytes; 0 if it has none.
func (s *Spec) Size(id uint32) uint64 {
	size, _ := s.sizeAlign(id)
	return size
}

// sizeAlign returns the size of a type in bytes and the alignment that its size suggests: for an array that of its
// element, otherwise the greatest power of two up to 8 that divides it.
func (s *Spec) sizeAlign(id uint32) (size, align uint64) {
	count := uint64(1)
	for range maxDepth {
		kind, last := s.kindOf(id)
		switch kind {
		case Typedef, Const, Volatile, Restrict, TypeTag, Var:
			id = last
		case Array:
			t, _ := s.shallow(id)
			id = t.Array.Elem
			count = mulSize(count, uint64(t.Array.Nelems))
		case Ptr:
			return min(count*8, maxSize), 8
		case Int, Struct, Union, Enum, Enum64, Float, Datasec:
			return mulSize(count, uint64(last)), naturalAlign(uint64(last))
		default:
			return 0, 1
		}
	}
	return 0, 1
}

func mulSize(a, b uint64) uint64 {
	if b != 0 && a > maxSize/b {
		return maxSize
	}
	return a * b
}

func naturalAlign(size uint64) uint64 {
	align := uint64(1)
	for align < 8 && size%(align*2) == 0 && size != 0 {
		align *= 2
	}
	return align
}
