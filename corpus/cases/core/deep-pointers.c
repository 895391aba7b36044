// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Types are compared to a depth of 32. A pointer that goes deeper is refused, even where both sides are the same.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

#define FOUR(x) x x x x

typedef int FOUR(FOUR(*)) FOUR(FOUR(*)) *deep;

LICENSE;

SEC("socket")
__failure
__convention("CORE-31")
int prog(void *ctx)
{
	return bpf_core_type_exists(deep);
}
