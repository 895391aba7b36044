package btf

import (
	"encoding/binary"
	"math"
	"testing"
)

// builder makes BTF by hand.
type builder struct {
	order   binary.AppendByteOrder
	types   []byte
	strs    []byte
	n       uint32 // types so far
	strBase uint32 // for split BTF
}

func newBuilder(order binary.AppendByteOrder) *builder {
	return &builder{order: order, strs: []byte{0}}
}

var orders = []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian}

func (b *builder) str(s string) uint32 {
	if s == "" {
		return 0
	}
	off := b.strBase + uint32(len(b.strs))
	b.strs = append(append(b.strs, s...), 0)
	return off
}

const flagged = 1 << 31 // to be added to a vlen: sets the KindFlag

// add adds a type and returns its id.
func (b *builder) add(kind Kind, name string, vlen, last uint32, rest ...uint32) uint32 {
	info := uint32(kind)<<24 | vlen
	for _, w := range append([]uint32{b.str(name), info, last}, rest...) {
		b.types = b.order.AppendUint32(b.types, w)
	}
	b.n++
	return b.n
}

func (b *builder) int(name string, size, encoding uint32) uint32 {
	return b.add(Int, name, 0, size, encoding<<24|size*8)
}

func (b *builder) blob() []byte {
	blob := b.order.AppendUint16(nil, magic)
	blob = append(blob, 1, 0)
	for _, w := range []int{headerLen, 0, len(b.types), len(b.types), len(b.strs)} {
		blob = b.order.AppendUint32(blob, uint32(w))
	}
	return append(append(blob, b.types...), b.strs...)
}

// allKinds makes one type of every kind.
func allKinds(b *builder) {
	i := b.int("int", 4, Signed)                                           // 1
	p := b.add(Ptr, "", 0, i)                                              // 2
	a := b.add(Array, "", 0, 0, i, i, 3)                                   // 3
	s := b.add(Struct, "pair", 2, 16, b.str("a"), i, 0, b.str("p"), p, 64) // 4
	b.add(Union, "either", 2|flagged, 12,                                  // 5
		b.str("bits"), i, 5<<24, b.str("all"), a, 0)
	b.add(Enum, "sign", 2|flagged, 4, b.str("MINUS"), math.MaxUint32, b.str("PLUS"), 1) // 6
	b.add(Fwd, "later", flagged, 0)                                                     // 7
	t := b.add(Typedef, "pair_t", 0, s)                                                 // 8
	v := b.add(Volatile, "", 0, t)                                                      // 9
	c := b.add(Const, "", 0, v)                                                         // 10
	b.add(Restrict, "", 0, c)                                                           // 11
	f := b.add(FuncProto, "", 2, i, b.str("x"), p, 0, 0)                                // 12
	fn := b.add(Func, "main", uint32(Global), f)                                        // 13
	x := b.add(Var, "x", 0, c, uint32(Static))                                          // 14
	b.add(Datasec, ".data", 1, 16, x, 0, 16)                                            // 15
	b.add(Float, "double", 0, 8)                                                        // 16
	b.add(DeclTag, "note", 0, fn, 0)                                                    // 17
	b.add(TypeTag, "user", 0, i)                                                        // 18
	b.add(Enum64, "big", 1, 8, b.str("BIG"), 2, 1)                                      // 19
	b.add(DeclTag, "whole", 0, s, math.MaxUint32)                                       // 20
}

func mustParse(t *testing.T, b *builder) *Spec {
	t.Helper()
	spec, err := Parse(b.blob())
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// exercise calls everything on a Spec that must not panic.
func exercise(spec *Spec) {
	for id := range uint32(min(spec.Len(), 64) + 2) {
		t, _ := spec.Type(id)
		spec.Ref(id)
		spec.Decl(id)
		spec.Size(id)
		spec.Component(t)
		spec.Find(t.Kind, t.Name)
	}
}
