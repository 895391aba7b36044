package btf

import (
	"encoding/binary"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var wantKinds = []Type{
	{},
	{ID: 1, Kind: Int, Name: "int", Size: 4, Int: IntInfo{Encoding: Signed, Bits: 32}},
	{ID: 2, Kind: Ptr, Type: 1},
	{ID: 3, Kind: Array, Array: ArrayInfo{Elem: 1, Index: 1, Nelems: 3}},
	{ID: 4, Kind: Struct, Name: "pair", Vlen: 2, Size: 16, Members: []Member{{"a", 1, 0, 0}, {"p", 2, 64, 0}}},
	{ID: 5, Kind: Union, Name: "either", KindFlag: true, Vlen: 2, Size: 12,
		Members: []Member{{"bits", 1, 0, 5}, {"all", 3, 0, 0}}},
	{ID: 6, Kind: Enum, Name: "sign", KindFlag: true, Vlen: 2, Size: 4,
		Values: []Value{{"MINUS", math.MaxUint64}, {"PLUS", 1}}},
	{ID: 7, Kind: Fwd, Name: "later", KindFlag: true},
	{ID: 8, Kind: Typedef, Name: "pair_t", Type: 4},
	{ID: 9, Kind: Volatile, Type: 8},
	{ID: 10, Kind: Const, Type: 9},
	{ID: 11, Kind: Restrict, Type: 10},
	{ID: 12, Kind: FuncProto, Vlen: 2, Type: 1, Params: []Param{{"x", 2}, {}}},
	{ID: 13, Kind: Func, Name: "main", Vlen: 1, Type: 12, Linkage: Global},
	{ID: 14, Kind: Var, Name: "x", Type: 10, Linkage: Static},
	{ID: 15, Kind: Datasec, Name: ".data", Vlen: 1, Size: 16, Vars: []VarSecinfo{{14, 0, 16}}},
	{ID: 16, Kind: Float, Name: "double", Size: 8},
	{ID: 17, Kind: DeclTag, Name: "note", Type: 13, Component: 0},
	{ID: 18, Kind: TypeTag, Name: "user", Type: 1},
	{ID: 19, Kind: Enum64, Name: "big", Vlen: 1, Size: 8, Values: []Value{{"BIG", 1<<32 | 2}}},
	{ID: 20, Kind: DeclTag, Name: "whole", Type: 4, Component: -1},
}

func TestParseEveryKind(t *testing.T) {
	for _, order := range orders {
		b := newBuilder(order)
		allKinds(b)
		spec := mustParse(t, b)
		if spec.Len() != len(wantKinds) {
			t.Fatalf("%v: %d types", order, spec.Len())
		}
		for id, want := range wantKinds {
			got, ok := spec.Type(uint32(id))
			if !ok || !reflect.DeepEqual(got, want) {
				t.Errorf("%v: type %d:\n got %+v\nwant %+v", order, id, got, want)
			}
			if spec.Kind(uint32(id)) != want.Kind || spec.TypeName(uint32(id)) != want.Name {
				t.Errorf("%v: type %d: %v %q", order, id, spec.Kind(uint32(id)), spec.TypeName(uint32(id)))
			}
		}
		if _, ok := spec.Type(uint32(spec.Len())); ok {
			t.Errorf("%v: a type behind the last", order)
		}
		if proto, _ := spec.Type(12); !proto.IsVariadic() {
			t.Errorf("%v: prototype is not variadic", order)
		}
	}
}

func TestKindString(t *testing.T) {
	for kind, want := range map[Kind]string{Unkn: "UNKN", FuncProto: "FUNC_PROTO", Enum64: "ENUM64", 20: "KIND(20)"} {
		if got := kind.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	le := binary.LittleEndian
	tests := []struct {
		name, want string
		types      func(b *builder)
		blob       func(blob []byte) []byte
	}{
		{name: "empty", want: "header: 0 bytes", blob: func([]byte) []byte { return nil }},
		{name: "magic", want: "magic", blob: func(b []byte) []byte { b[0] = 1; return b }},
		{name: "version", want: "version 2", blob: func(b []byte) []byte { b[2] = 2; return b }},
		{name: "short header", want: "length 8", blob: func(b []byte) []byte { b[4] = 8; return b }},
		{name: "types outside", want: "types: offset", blob: func(b []byte) []byte { le.PutUint32(b[8:], 1<<31); return b }},
		{name: "strings outside", want: "strings: offset", blob: func(b []byte) []byte { b[20] = 200; return b }},
		{name: "strings open", want: "not terminated", blob: func(b []byte) []byte { b[len(b)-1] = 1; return b }},
		{name: "kind 0", want: "type 1: offset 0: kind 0", types: func(b *builder) { b.add(Unkn, "", 0, 0) }},
		{name: "kind 20", want: "kind 20", types: func(b *builder) { b.add(20, "", 0, 0) }},
		{name: "vlen", want: "STRUCT of 24 bytes, 12 left", types: func(b *builder) { b.add(Struct, "", 1, 0) }},
		{name: "half a type", want: "4 bytes left", types: func(b *builder) { b.types = append(b.types, 1, 2, 3, 4) }},
		{name: "type id", want: "PTR: refers to type 9 of 2", types: func(b *builder) { b.add(Ptr, "", 0, 9) }},
		{name: "index id", want: "refers to type 9", types: func(b *builder) { b.add(Array, "", 0, 0, 0, 9, 1) }},
		{name: "member id", want: "element 1: refers", types: func(b *builder) { b.add(Struct, "", 2, 0, 0, 1, 0, 0, 2, 0) }},
		{name: "member name", want: "element 0: name", types: func(b *builder) { b.add(Union, "", 1, 0, 99, 1, 0) }},
		{name: "enumerator name", want: "name at offset 99", types: func(b *builder) { b.add(Enum, "", 1, 4, 99, 1) }},
		{name: "long string", want: "string at offset 1: 65537",
			types: func(b *builder) { b.str(strings.Repeat("x", maxString+1)) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBuilder(binary.LittleEndian)
			if test.types != nil {
				test.types(b)
			}
			blob := b.blob()
			if test.blob != nil {
				blob = test.blob(blob)
			}
			if _, err := Parse(blob); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestFind(t *testing.T) {
	b := newBuilder(binary.LittleEndian)
	first := b.add(Struct, "foo", 0, 1)
	b.add(Union, "foo", 0, 1)
	b.add(Struct, "foobar", 0, 1)
	second := b.add(Struct, "foo", 0, 2)
	long := strings.Repeat("n", hashLen)
	b.add(Struct, long+"a", 0, 1)
	other := b.add(Struct, long+"b", 0, 1)
	spec := mustParse(t, b)
	for name, want := range map[string][]uint32{
		"foo": {first, second}, "fo": nil, "": nil, long + "b": {other}, long: nil,
	} {
		if got := spec.Find(Struct, name); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", name, got, want)
		}
	}
}

func TestParseSplit(t *testing.T) {
	b := newBuilder(binary.LittleEndian)
	b.int("int", 4, Signed)
	b.add(Struct, "shared", 0, 0)
	base := mustParse(t, b)
	m := &builder{order: binary.LittleEndian, n: b.n, strBase: uint32(len(b.strs))}
	m.add(Struct, "shared", 1, 4, m.str("member"), 1, 0)
	m.types = b.order.AppendUint32(m.types, 1) // a name from the base
	m.types = b.order.AppendUint32(m.types, uint32(Typedef)<<24)
	m.types = b.order.AppendUint32(m.types, 3)
	spec, err := ParseSplit(m.blob(), base)
	if err != nil {
		t.Fatal(err)
	}
	if spec.Len() != 5 || spec.FirstID() != 3 || spec.Base() != base {
		t.Errorf("%d types from %d", spec.Len(), spec.FirstID())
	}
	if got := spec.Find(Struct, "shared"); !slices.Equal(got, []uint32{2, 3}) {
		t.Errorf("found %v", got)
	}
	if got := spec.Decl(4); got != "typedef struct shared int; struct shared { int member; } /* 4 */" {
		t.Errorf("got %s", got)
	}
	if _, err := Parse(m.blob()); err == nil {
		t.Error("split BTF was read without its base")
	}
	if _, err := ParseSplit(m.blob(), nil); err == nil {
		t.Error("split BTF was read on no base")
	}
}
