// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A field of another kind does not count as the same field; an enum and an int of any size do not agree either, while
// two ints of different size do.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

enum number { ONE = 1 };

struct mixed {
	int was_int;
	int *was_pointer;
	int was_array[4];
	enum number was_enum;
	char was_int_too;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-17")
int prog(void *ctx)
{
	struct mixed *relocated = 0;

	check_eq(bpf_core_field_exists(relocated->was_int), 0);
	check_eq(bpf_core_field_exists(relocated->was_pointer), 0);
	check_eq(bpf_core_field_exists(relocated->was_array), 0);
	check_eq(bpf_core_field_exists(relocated->was_enum), 0);
	check_eq(bpf_core_field_exists(relocated->was_int_too), 1);
	return 0;
}
