// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An array without a length has no last element: any index of it exists.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct ends_open {
	int length;
	int items[];
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-18")
int prog(void *ctx)
{
	int memory[8];
	struct ends_open *relocated = (void *)memory;

	for (int i = 0; i < 8; i++)
		memory[i] = i;
	opaque(relocated);
	check_eq(relocated->length, 2);
	check_eq(bpf_core_field_exists(relocated->items[9]), 1);
	check_eq(relocated->items[0], 3);
	check_eq(relocated->items[3], 6);
	return 0;
}
