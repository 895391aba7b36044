// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Elements of arrays: the target's offset and the target's element size. An index past the target's end does not
// exist.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct element {
	int value;
} __attribute__((preserve_access_index));

struct arrays {
	int matrix[2][3];
	int shorter[5];
	struct element elements[4];
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-18")
int prog(void *ctx)
{
	int memory[20];
	struct arrays *relocated = (void *)memory;

	for (int i = 0; i < 20; i++)
		memory[i] = i;
	opaque(relocated);
	check_eq(relocated->shorter[2], 3);
	check_eq(bpf_core_field_exists(relocated->shorter[2]), 1);
	check_eq(bpf_core_field_exists(relocated->shorter[3]), 0);
	if (bpf_core_field_exists(relocated->shorter[4]))
		check_eq(relocated->shorter[4], 0);
	check_eq(relocated->matrix[1][2], 17);
	check_eq(relocated->elements[1].value, 7);
	return 0;
}
