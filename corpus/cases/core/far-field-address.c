// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An offset of 40000 does fit the constant of an addition and of a move.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct far {
	int field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-21") __convention("CORE-01")
int prog(void *ctx)
{
	struct far *relocated = 0;

	check_eq(bpf_core_field_offset(relocated->field), 40000);
	return 0;
}
