// SPDX-License-Identifier: GPL-2.0-only OR MIT

// What TYPE_MATCHES compares, kind by kind: each struct has one member, and the target's differs in the way that the
// name of the struct says. Names of types count as well, without flavours.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

enum same { SAME_A, SAME_B = 7 };
enum more { MORE_A, MORE_B };
enum fewer { FEWER_A, FEWER_B };
enum other { OTHER_A, OTHER_B };
enum narrow { NARROW_A };
enum wide { WIDE_A = 0x100000000 };

struct inner { int a; };
union either { int a; long b; };
struct declared;
union declared_union;
struct defined { int a; };
struct here;

#define MEMBER(name, member) struct name { member; }

MEMBER(enum_same, enum same f);
MEMBER(enum_of_more, enum more f);
MEMBER(enum_of_fewer, enum fewer f);
MEMBER(enum_other_names, enum other f);
MEMBER(enum_other_size, enum narrow f);
MEMBER(enum_wide, enum wide f);
MEMBER(enum_or_int, enum same f);
MEMBER(pointer_same, struct inner *f);
MEMBER(pointer_to_union, struct here *f);
MEMBER(pointer_to_other_kind, struct defined *f);
MEMBER(pointer_declared_there, struct defined *f);
MEMBER(pointer_declared_here, struct declared *f);
MEMBER(union_declared_here, union declared_union *f);
MEMBER(pointer_or_int, int *f);
MEMBER(array_same, int f[3]);
MEMBER(array_other_length, int f[3]);
MEMBER(array_or_int, int f[1]);
MEMBER(function_same, int (*f)(int a, struct inner *b));
MEMBER(function_other_count, int (*f)(int a, long b));
MEMBER(function_other_argument, int (*f)(int a));
MEMBER(function_other_result, int (*f)(int a));
MEMBER(function_of_nothing, void (*f)(void));
MEMBER(function_or_int, int (*f)(void));
MEMBER(int_other_size, int f);
MEMBER(int_other_sign, int f);
MEMBER(int_or_pointer, long f);
MEMBER(struct_or_union, struct inner f);
MEMBER(union_same, union either f);
MEMBER(member_missing, int f; int g);
MEMBER(member_renamed, int f);

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-06")
int enums(void *ctx)
{
	check_eq(bpf_core_type_matches(struct enum_same), 1);
	check_eq(bpf_core_type_matches(struct enum_of_more), 1);
	check_eq(bpf_core_type_matches(struct enum_of_fewer), 0);
	check_eq(bpf_core_type_matches(struct enum_other_names), 0);
	check_eq(bpf_core_type_matches(struct enum_other_size), 0);
	check_eq(bpf_core_type_matches(struct enum_wide), 1);
	check_eq(bpf_core_type_matches(struct enum_or_int), 0);
	return 0;
}

SEC("socket")
__success __retval(0)
__convention("CORE-06")
int pointers(void *ctx)
{
	check_eq(bpf_core_type_matches(struct pointer_same), 1);
	check_eq(bpf_core_type_matches(struct pointer_to_union), 0);
	check_eq(bpf_core_type_matches(struct pointer_to_other_kind), 0);
	check_eq(bpf_core_type_matches(struct pointer_declared_there), 1);
	check_eq(bpf_core_type_matches(struct pointer_declared_here), 1);
	check_eq(bpf_core_type_matches(struct union_declared_here), 1);
	check_eq(bpf_core_type_matches(struct pointer_or_int), 0);
	return 0;
}

SEC("socket")
__success __retval(0)
__convention("CORE-06")
int arrays_and_functions(void *ctx)
{
	check_eq(bpf_core_type_matches(struct array_same), 1);
	check_eq(bpf_core_type_matches(struct array_other_length), 0);
	check_eq(bpf_core_type_matches(struct array_or_int), 0);
	check_eq(bpf_core_type_matches(struct function_same), 1);
	check_eq(bpf_core_type_matches(struct function_other_count), 0);
	check_eq(bpf_core_type_matches(struct function_other_argument), 0);
	check_eq(bpf_core_type_matches(struct function_other_result), 0);
	check_eq(bpf_core_type_matches(struct function_of_nothing), 1);
	check_eq(bpf_core_type_matches(struct function_or_int), 0);
	return 0;
}

SEC("socket")
__success __retval(0)
__convention("CORE-06")
int integers_and_members(void *ctx)
{
	check_eq(bpf_core_type_matches(struct int_other_size), 0);
	check_eq(bpf_core_type_matches(struct int_other_sign), 0);
	check_eq(bpf_core_type_matches(struct int_or_pointer), 0);
	check_eq(bpf_core_type_matches(struct struct_or_union), 0);
	check_eq(bpf_core_type_matches(union either), 1);
	check_eq(bpf_core_type_matches(struct union_same), 1);
	check_eq(bpf_core_type_matches(struct member_missing), 0);
	check_eq(bpf_core_type_matches(struct member_renamed), 0);
	return 0;
}
