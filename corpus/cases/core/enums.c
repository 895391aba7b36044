// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Enumerators have the target's values, and one that the target lacks is known to be missing.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

enum small {
	FIRST = 1,
	SECOND = 2,
	THIRD = 3,
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-09")
int prog(void *ctx)
{
	check_eq(bpf_core_enum_value_exists(enum small, FIRST), 1);
	check_eq(bpf_core_enum_value_exists(enum small, THIRD), 0);
	check_eq(bpf_core_enum_value(enum small, FIRST), 10);
	check_eq((int)bpf_core_enum_value(enum small, SECOND), -20);
	if (bpf_core_enum_value_exists(enum small, THIRD))
		return bpf_core_enum_value(enum small, THIRD);
	return 0;
}
