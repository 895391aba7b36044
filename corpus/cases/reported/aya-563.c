// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two versions of a struct, of which the target has one: what is asked of the other is behind tests that say no.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct evolved___then {
	int old_field;
} __attribute__((preserve_access_index));

struct evolved___now {
	int new_field;
} __attribute__((preserve_access_index));

struct never_there___then {
	int field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__report("aya-rs/aya#563")
__convention("CORE-11") __convention("CORE-16")
int prog(void *ctx)
{
	int memory[4] = {};
	void *start = memory;
	struct evolved___then *then;
	struct evolved___now *now;
	struct never_there___then *never;

	memory[1] = 6;
	opaque(start);
	then = start;
	now = start;
	never = start;
	if (bpf_core_type_exists(struct never_there___then))
		return never->field;
	if (bpf_core_field_exists(then->old_field))
		return then->old_field;
	check_eq(now->new_field, 6);
	return 0;
}
