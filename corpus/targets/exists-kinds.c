// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The counterparts of cases/core/exists-kinds.c.
struct some {
	int a;
};

typedef int array_same[3];
typedef int *array_of_pointers[3];
typedef long *pointer_same;
typedef struct some *pointer_to_struct;
typedef long integer_wider;
typedef int *integer_or_pointer;
typedef float floating;
typedef int function_same(int a, void *b);
typedef int function_other_count(int a);
typedef int function_other_argument(struct some *a);
typedef struct some *function_other_result(int a);
typedef int (*function_pointer)(int a);
enum here { HERE = 0x100000000 };
union either {
	int a;
	long b[2];
};

array_same keep_array_same;
array_of_pointers keep_array_of_pointers;
pointer_same keep_pointer_same;
pointer_to_struct keep_pointer_to_struct;
integer_wider keep_integer_wider;
integer_or_pointer keep_integer_or_pointer;
floating keep_floating;
function_same *keep_function_same;
function_other_count *keep_function_other_count;
function_other_argument *keep_function_other_argument;
function_other_result *keep_function_other_result;
function_pointer keep_function_pointer;
enum here keep_here;
union either keep_either;
