// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A target that is no BTF: refused.
#include "difftest.h"

struct pair {
	int second;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-24")
int prog(void *ctx)
{
	__u64 memory = 0;
	struct pair *relocated = (void *)&memory;

	opaque(relocated);
	return relocated->second;
}
