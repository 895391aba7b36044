// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The target's id of a type that it lacks is 0, not an error.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

struct present {
	int a;
};

struct missing {
	int a;
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("CORE-13") __convention("CORE-04")
int id(void *ctx)
{
	check(bpf_core_type_id_kernel(struct present) != 0);
	check_eq(bpf_core_type_id_kernel(struct missing), 0);
	return 0;
}
