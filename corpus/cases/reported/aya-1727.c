// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two candidates, each with one of the program's two fields. What the first access settles holds for the second: the
// struct is the first candidate, which does not have the second field.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct divided {
	int first;
	int second;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__report("aya-rs/aya#1727")
__convention("CORE-14") __convention("CORE-16")
int prog(void *ctx)
{
	int memory[4] = {};
	struct divided *relocated = (void *)memory;

	memory[0] = 7;
	memory[3] = 8;
	opaque(relocated);
	check_eq(relocated->first, 7);
	check_eq(bpf_core_field_exists(relocated->second), 0);
	if (bpf_core_field_exists(relocated->second))
		return relocated->second;
	return 0;
}
