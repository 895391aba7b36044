// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Whether a type exists in the target, by kind: typedefs are looked through on both sides, pointers and arrays are
// compared by what they hold, functions by number and kind of their arguments, and the size of an integer is no matter.
// Of a kind that nothing relocates, as float, libbpf says that the target has none.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

typedef int array_same[3];
typedef int array_of_pointers[3];
typedef int *pointer_same;
typedef int *pointer_to_struct;
typedef int integer_wider;
typedef int integer_or_pointer;
typedef float floating;
typedef int function_same(int a, void *b);
typedef int function_other_count(int a, void *b);
typedef int function_other_argument(int a);
typedef int function_other_result(int a);
typedef int (*function_pointer)(const int a);
enum here { HERE };
union either { int a; };

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-05") __convention("CORE-17")
int exist(void *ctx)
{
	check_eq(bpf_core_type_exists(array_same), 1);
	check_eq(bpf_core_type_exists(array_of_pointers), 0);
	check_eq(bpf_core_type_exists(pointer_same), 1);
	check_eq(bpf_core_type_exists(pointer_to_struct), 0);
	check_eq(bpf_core_type_exists(integer_wider), 1);
	check_eq(bpf_core_type_exists(integer_or_pointer), 0);
	check_eq(bpf_core_type_exists(floating), 0);
	check_eq(bpf_core_type_exists(function_same), 1);
	check_eq(bpf_core_type_exists(function_other_count), 0);
	check_eq(bpf_core_type_exists(function_other_argument), 0);
	check_eq(bpf_core_type_exists(function_other_result), 0);
	check_eq(bpf_core_type_exists(function_pointer), 1);
	check_eq(bpf_core_type_exists(enum here), 1);
	check_eq(bpf_core_type_exists(union either), 1);
	return 0;
}

SEC("socket")
__success __retval(0)
__convention("CORE-05")
int size(void *ctx)
{
	check_eq(bpf_core_type_size(array_same), 12);
	check_eq(bpf_core_type_size(integer_wider), 8);
	check_eq(bpf_core_type_size(union either), 16);
	return 0;
}
