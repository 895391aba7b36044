// SPDX-License-Identifier: GPL-2.0-only OR MIT

// What follows three underscores in a type's name is no part of it, on either side: a program can know several versions
// of a struct, and several candidates in the target are fine while they agree.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct evolved___old {
	int old_field;
} __attribute__((preserve_access_index));

struct evolved___new {
	int new_field;
} __attribute__((preserve_access_index));

struct agreed {
	int field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-16")
int prog(void *ctx)
{
	int memory[4] = {};
	void *start = memory;
	struct evolved___old *old;
	struct evolved___new *new;
	struct agreed *agreed;

	memory[1] = 2;
	memory[3] = 4;
	opaque(start);
	old = start;
	new = start;
	agreed = start;
	check_eq(bpf_core_field_exists(old->old_field), 0);
	check_eq(bpf_core_field_exists(new->new_field), 1);
	if (bpf_core_field_exists(old->old_field))
		check_eq(old->old_field, 0);
	check_eq(new->new_field, 2);
	check_eq(agreed->field, 4);
	return 0;
}
