package normalize_test

import (
	"encoding/binary"
	"strings"

	"difftest/btf"
)

// types is BTF in the making. A type is one line; its number is the line's:
//
//	int NAME SIZE
//	ptr TYPE
//	struct NAME SIZE MEMBER:TYPE:BITS...
//	proto RESULT PARAM:TYPE...
//	func NAME PROTO static|global
//	var NAME TYPE
//	section NAME SIZE VAR:OFFSET:SIZE...
//	string TEXT    adds a string, no type
type types struct {
	s    *script
	body []byte
	strs []byte
}

func newTypes(s *script, lines []string) *types {
	b := &types{s: s, strs: []byte{0}}
	for _, line := range lines {
		b.add(strings.Fields(line))
	}
	return b
}

// str returns the offset of a string, which must be there when the blob is made; new ones are added before that.
func (b *types) str(text string) uint32 {
	if i := strings.Index(string(b.strs), "\x00"+text+"\x00"); i >= 0 && text != "" {
		return uint32(i + 1)
	}
	if text == "" {
		return 0
	}
	off := uint32(len(b.strs))
	b.strs = append(append(b.strs, text...), 0)
	return off
}

func (b *types) words(words ...uint32) {
	for _, w := range words {
		b.body = binary.LittleEndian.AppendUint32(b.body, w)
	}
}

func (b *types) head(kind btf.Kind, name string, vlen int, last uint32) {
	b.words(b.str(name), uint32(kind)<<24|uint32(vlen), last)
}

func (b *types) add(w []string) {
	n := b.s.num
	switch w[0] {
	case "int":
		b.head(btf.Int, w[1], 0, n(w[2]))
		b.words(n(w[2]) * 8)
	case "ptr":
		b.head(btf.Ptr, "", 0, n(w[1]))
	case "struct":
		b.head(btf.Struct, w[1], len(w)-3, n(w[2]))
		b.parts(w[3:])
	case "proto":
		b.head(btf.FuncProto, "", len(w)-2, n(w[1]))
		b.parts(w[2:])
	case "func":
		linkage := map[string]int{"static": 0, "global": 1}
		b.head(btf.Func, w[1], linkage[w[3]], n(w[2]))
	case "var":
		b.head(btf.Var, w[1], 0, n(w[2]))
		b.words(1)
	case "section":
		b.head(btf.Datasec, w[1], len(w)-3, n(w[2]))
		b.parts(w[3:])
	case "string":
		b.str(strings.Join(w[1:], " "))
	default:
		b.s.fatalf("type %q", w)
	}
}

// parts writes elements, each of them numbers or names separated by colons.
func (b *types) parts(list []string) {
	for _, part := range list {
		for _, p := range strings.Split(part, ":") {
			if p[0] >= '0' && p[0] <= '9' {
				b.words(b.s.num(p))
			} else {
				b.words(b.str(p))
			}
		}
	}
}

func (b *types) blob() []byte {
	out := binary.LittleEndian.AppendUint16(nil, 0xeb9f)
	out = append(out, 1, 0)
	for _, n := range []int{24, 0, len(b.body), len(b.body), len(b.strs)} {
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
	}
	return append(append(out, b.body...), b.strs...)
}
