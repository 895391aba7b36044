package btf

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"
)

var declTests = []struct {
	name string
	make func(b *builder, i uint32) uint32 // i: int
	decl string
	ref  string
}{
	{"void", func(*builder, uint32) uint32 { return 0 }, "void", "void"},
	{"missing", func(*builder, uint32) uint32 { return 99 }, "type 99", "type 99"},
	{"int", func(_ *builder, i uint32) uint32 { return i }, "int", "int"},
	{"odd int", func(b *builder, _ uint32) uint32 { return b.int("int", 2, Signed) },
		"int /* 2 signed */", "int /* 2 signed */"},
	{"int of some bits", func(b *builder, _ uint32) uint32 { return b.add(Int, "int", 0, 4, Signed<<24|3<<16|5) },
		"int /* 4 signed bits 5@3 */", "int /* 4 signed bits 5@3 */"},
	{"known typedef", func(b *builder, _ uint32) uint32 {
		u := b.add(Typedef, "__u32", 0, b.int("unsigned int", 4, 0))
		return b.add(Array, "", 0, 0, u, u, 2)
	}, "__u32[2]", "__u32[2]"},
	{"false friend", func(b *builder, i uint32) uint32 {
		u := b.add(Typedef, "__u32", 0, i)
		return b.add(Array, "", 0, 0, u, u, 2)
	}, "__u32[2]; typedef int __u32", "__u32[2]"},
	{"struct with padding", func(b *builder, i uint32) uint32 {
		c := b.int("char", 1, Signed)
		return b.add(Struct, "s", 3, 12, b.str("c"), c, 0, b.str("i"), i, 32, b.str("j"), i, 64)
	}, "struct s { char c; int i; int j; } /* 12 */", "struct s"},
	{"packed struct", func(b *builder, i uint32) uint32 {
		c := b.int("char", 1, Signed)
		return b.add(Struct, "s", 2, 5, b.str("c"), c, 0, b.str("i"), i, 8)
	}, "struct s { char c; int i /* @1 */; } /* 5 */", "struct s"},
	{"bitfields", func(b *builder, i uint32) uint32 {
		return b.add(Struct, "s", 3|flagged, 8, b.str("a"), i, 3<<24, b.str("b"), i, 5<<24|3, b.str("c"), i, 2<<24|35)
	}, "struct s { int a:3; int b:5; int c:2 /* @4.3 */; } /* 8 */", "struct s"},
	{"union", func(b *builder, i uint32) uint32 {
		c := b.int("char", 1, Signed)
		u := b.add(Union, "", 2, 4, b.str("i"), i, 0, b.str("c"), c, 0)
		return b.add(Struct, "", 1, 4, 0, u, 0)
	}, "struct { union { int i; char c; }; } /* 4 */", "struct (anonymous)"},
	{"padded anonymous struct", func(b *builder, i uint32) uint32 {
		u := b.add(Struct, "", 1, 8, b.str("i"), i, 0)
		return b.add(Struct, "s", 1, 8, b.str("u"), u, 0)
	}, "struct s { struct { int i; } /* 8 */ u; } /* 8 */", "struct s"},
	{"nested named struct", func(b *builder, i uint32) uint32 {
		in := b.add(Struct, "in", 1, 4, b.str("i"), i, 0)
		p := b.add(Ptr, "", 0, in)
		return b.add(Struct, "out", 3, 24, b.str("p"), p, 0, b.str("a"), in, 64, b.str("b"), in, 96)
	}, "struct out { struct in *p; struct in a; struct in b; } /* 24 */; struct in { int i; } /* 4 */", "struct out"},
	{"list", func(b *builder, _ uint32) uint32 {
		return b.add(Struct, "list", 1, 8, b.str("next"), b.add(Ptr, "", 0, b.n+2), 0)
	}, "struct list { struct list *next; } /* 8 */", "struct list"},
	{"pointers to arrays and functions", func(b *builder, i uint32) uint32 {
		pa := b.add(Ptr, "", 0, b.add(Array, "", 0, 0, i, i, 3))
		pf := b.add(Ptr, "", 0, b.add(FuncProto, "", 2, pa, b.str("x"), i, 0, 0))
		return b.add(Var, "f", 0, pf, uint32(Extern))
	}, "extern int (*(*f)(int x, ...))[3]", "var f"},
	{"qualified pointer", func(b *builder, i uint32) uint32 {
		p := b.add(Ptr, "", 0, b.add(Const, "", 0, b.add(Volatile, "", 0, i)))
		return b.add(Var, "v", 0, b.add(Const, "", 0, b.add(Restrict, "", 0, p)), uint32(Global))
	}, "const volatile int *restrict const v", "var v"},
	{"type tag", func(b *builder, i uint32) uint32 { return b.add(Ptr, "", 0, b.add(TypeTag, "user", 0, i)) },
		`btf_type_tag("user") int *`, `btf_type_tag("user") int *`},
	{"attribute", func(b *builder, i uint32) uint32 { return b.add(TypeTag, "address_space(1)", flagged, i) },
		"__attribute__((address_space(1))) int", "__attribute__((address_space(1))) int"},
	{"function", func(b *builder, i uint32) uint32 { return b.add(Func, "f", 0, b.add(FuncProto, "", 0, i)) },
		"static int f(void)", "func f"},
	{"forward", func(b *builder, _ uint32) uint32 { return b.add(Fwd, "u", flagged, 0) }, "union u;", "union u"},
	{"float", func(b *builder, _ uint32) uint32 { return b.add(Float, "double", 0, 16) },
		"double /* 16 */", "double /* 16 */"},
	{"enum", func(b *builder, _ uint32) uint32 {
		return b.add(Enum, "e", 2|flagged, 4, b.str("A"), 1<<32-1, b.str("B"), 2)
	}, "enum e { A = -1, B = 2 } /* 4 signed */", "enum e"},
	{"section", func(b *builder, i uint32) uint32 {
		return b.add(Datasec, ".data", 1, 8, b.add(Var, "v", 0, i, 1), 4, 4)
	}, "section .data { var v /* @4 4 */; } /* 8 */; int v", "section .data"},
	{"tag on a member", func(b *builder, i uint32) uint32 {
		return b.add(DeclTag, "x", 0, b.add(Struct, "s", 1, 4, b.str("m"), i, 0), 0)
	}, `btf_decl_tag("x") on struct s.m`, `btf_decl_tag("x") on struct s.m`},
	{"tag on an argument", func(b *builder, i uint32) uint32 {
		return b.add(DeclTag, "x", 0, b.add(Func, "f", 0, b.add(FuncProto, "", 1, i, 0, i)), 0)
	}, `btf_decl_tag("x") on func f:arg0`, `btf_decl_tag("x") on func f:arg0`},
}

func TestDecl(t *testing.T) {
	for _, test := range declTests {
		t.Run(test.name, func(t *testing.T) {
			b := newBuilder(binary.BigEndian)
			id := test.make(b, b.int("int", 4, Signed))
			spec := mustParse(t, b)
			if got := spec.Decl(id); got != test.decl {
				t.Errorf("Decl:\n got %s\nwant %s", got, test.decl)
			}
			if got := spec.Ref(id); got != test.ref {
				t.Errorf("Ref:\n got %s\nwant %s", got, test.ref)
			}
		})
	}
}

// Spelling must end, soon, whatever refers to whatever.
func TestDeclEnds(t *testing.T) {
	tests := map[string]func(b *builder){
		"pointer to itself":          func(b *builder) { b.add(Ptr, "", 0, 1) },
		"const of itself":            func(b *builder) { b.add(Const, "", 0, 1) },
		"typedef of itself":          func(b *builder) { b.add(Typedef, "t", 0, 1) },
		"typedefs in a ring":         func(b *builder) { b.add(Typedef, "__u32", 0, 2); b.add(Typedef, "__u32", 0, 1) },
		"array of itself":            func(b *builder) { b.add(Array, "", 0, 0, 1, 1, 1<<31) },
		"struct of itself":           func(b *builder) { b.add(Struct, "s", 2, 4, 0, 1, 0, 0, 1, 0) },
		"anonymous struct of itself": func(b *builder) { b.add(Struct, "", 2, 4, 0, 1, 0, 0, 1, 0) },
		"function of itself":         func(b *builder) { b.add(FuncProto, "", 2, 1, 0, 1, 0, 1) },
		"tag on itself":              func(b *builder) { b.add(DeclTag, "t", 0, 1, 0) },
		"tag on a pointer to it":     func(b *builder) { b.add(DeclTag, "t", 0, 2, 0); b.add(Ptr, "", 0, 1) },
		"section of itself":          func(b *builder) { b.add(Datasec, "d", 2, 0, 1, 0, 0, 1, 0, 0) },
		"doubling": func(b *builder) {
			for range 60 {
				b.add(Struct, "", 2, 4, 0, b.n, 0, 0, b.n, 0)
			}
		},
		"wide doubling": func(b *builder) {
			rest := []uint32{}
			for range 60000 {
				rest = append(rest, 0, 1)
			}
			b.add(FuncProto, "", 60000, 1, rest...)
		},
	}
	for name, make := range tests {
		t.Run(name, func(t *testing.T) {
			b := newBuilder(binary.LittleEndian)
			make(b)
			spec := mustParse(t, b)
			start := time.Now()
			for id := range uint32(spec.Len()) {
				spec.Size(id)
				if n := len(spec.Decl(id)) + len(spec.Ref(id)); n > 4*maxDecl {
					t.Errorf("type %d: %d bytes", id, n)
				}
			}
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// Types that differ in layout only must not be spelled alike.
func TestDeclTellsLayoutsApart(t *testing.T) {
	seen := map[string]int{}
	for n, size := range []uint32{1, 2, 4, 8} {
		b := newBuilder(binary.LittleEndian)
		inner := b.add(Typedef, "t", 0, b.int("word", size, 0))
		long := b.int("long", 8, Signed)
		s := b.add(Struct, "s", 2, 16, b.str("t"), inner, 0, b.str("l"), long, 64)
		seen[mustParse(t, b).Decl(s)] = n
	}
	if len(seen) != 4 {
		t.Errorf("%d spellings: %v", len(seen), strings.Join(keys(seen), "\n"))
	}
}

func keys(m map[string]int) (list []string) {
	for k := range m {
		list = append(list, k)
	}
	return list
}
