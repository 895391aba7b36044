// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The size of an element of an array is the target's; an array of arrays has elements that are arrays.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct arrays {
	int matrix[2][3];
	int shorter[5];
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-18") __convention("CORE-02")
int prog(void *ctx)
{
	struct arrays *relocated = 0;

	check_eq(bpf_core_field_size(relocated->shorter[1]), 4);
	check_eq(bpf_core_field_size(relocated->shorter), 12);
	check_eq(bpf_core_field_size(relocated->matrix[1]), 12);
	check_eq(bpf_core_field_offset(relocated->matrix[1]), 60);
	return 0;
}
