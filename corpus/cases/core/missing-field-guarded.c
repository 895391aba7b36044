// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A field that the target lacks is no obstacle where the verifier never reaches its access: behind a test of its
// existence, behind a constant, and behind a test of its type's existence.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct lacking {
	int present;
	int absent;
} __attribute__((preserve_access_index));

struct absent_type {
	int field;
} __attribute__((preserve_access_index));

volatile const int never = 0;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-10") __convention("CORE-11")
int prog(void *ctx)
{
	int memory[4] = {};
	struct lacking *relocated = (void *)memory;
	struct absent_type *absent = (void *)memory;

	memory[0] = 7;
	opaque(relocated);
	opaque(absent);
	check_eq(relocated->present, 7);
	if (bpf_core_field_exists(relocated->absent))
		check_eq(relocated->absent, 0);
	if (never)
		check_eq(relocated->absent, 0);
	if (bpf_core_type_exists(struct absent_type))
		check_eq(absent->field, 0);
	return 0;
}
