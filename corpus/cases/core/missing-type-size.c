// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The size of a type that the target lacks is 0, not an error.
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
__convention("CORE-13") __convention("CORE-05")
int size(void *ctx)
{
	check_eq(bpf_core_type_size(struct present), 4);
	check_eq(bpf_core_type_size(struct missing), 0);
	return 0;
}
