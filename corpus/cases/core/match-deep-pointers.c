// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Whether types match is looked at to a depth of 32: a pointer that goes deeper is refused.
#include "difftest.h"
#include <bpf/bpf_core_read.h>

#define FOUR(x) x x x x

struct deep_pointers {
	int FOUR(FOUR(*)) FOUR(FOUR(*)) *field;
};

LICENSE;

SEC("socket")
__failure
__convention("CORE-31") __convention("CORE-06")
int prog(void *ctx)
{
	return bpf_core_type_matches(struct deep_pointers);
}
