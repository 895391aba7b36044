// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Members of anonymous structs and unions count as members of what they stand in, however deep, on both sides; a named
// one is a step of its own.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct named {
	int d;
} __attribute__((preserve_access_index));

struct nested {
	union {
		struct {
			int a;
		};
		int c;
	};
	int b;
	struct named named;
	int d;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-19")
int prog(void *ctx)
{
	int memory[6];
	struct nested *relocated = (void *)memory;

	for (int i = 0; i < 6; i++)
		memory[i] = 10 + i;
	opaque(relocated);
	check_eq(relocated->a, 12);
	check_eq(relocated->b, 13);
	check_eq(relocated->c, 14);
	check_eq(relocated->named.d, 15);
	check_eq(bpf_core_field_exists(relocated->d), 0);
	return 0;
}
