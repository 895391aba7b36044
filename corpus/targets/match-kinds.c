// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The counterparts of cases/core/match-kinds.c. Other values of enumerators make no difference, other names do.
enum same { SAME_A, SAME_B = 8 };
enum more { MORE_A, MORE_B, MORE_C };
enum fewer { FEWER_A };
enum other { OTHER_A, OTHER_C };
enum narrow { NARROW_A = 0x100000000 };
enum wide { WIDE_A = 0x200000000 };

struct inner { int a; };
union either { int a; long b; };
struct declared { int a; };
union declared_union { int a; };
struct defined;
union here { int a; };
typedef int also_int;

#define MEMBER(name, member) \
	struct name { member; }; \
	struct name keep_##name

MEMBER(enum_same, enum same f);
MEMBER(enum_of_more, enum more f);
MEMBER(enum_of_fewer, enum fewer f);
MEMBER(enum_other_names, enum other f);
MEMBER(enum_other_size, enum narrow f);
MEMBER(enum_wide, enum wide f);
MEMBER(enum_or_int, int f);
MEMBER(pointer_same, struct inner *f);
MEMBER(pointer_to_union, union here *f);
MEMBER(pointer_to_other_kind, int *f);
MEMBER(pointer_declared_there, struct defined *f);
MEMBER(pointer_declared_here, struct declared *f);
MEMBER(union_declared_here, union declared_union *f);
MEMBER(pointer_or_int, also_int f);
MEMBER(array_same, also_int f[3]);
MEMBER(array_other_length, int f[4]);
MEMBER(array_or_int, struct inner f);
MEMBER(function_same, int (*f)(int c, struct inner *d));
MEMBER(function_other_count, int (*f)(int a));
MEMBER(function_other_argument, int (*f)(long a));
MEMBER(function_other_result, long (*f)(int a));
MEMBER(function_of_nothing, void (*f)(void));
MEMBER(function_or_int, int *f);
MEMBER(int_other_size, long f);
MEMBER(int_other_sign, unsigned int f);
MEMBER(int_or_pointer, void *f);
MEMBER(struct_or_union, union either f);
MEMBER(union_same, union either f);
MEMBER(member_missing, int f);
MEMBER(member_renamed, int g);
