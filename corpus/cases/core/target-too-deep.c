// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A field that stands in 64 anonymous structs in the target is refused: the target's path has more than 64 steps.
#include "difftest.h"

struct deep {
	int field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-31")
int prog(void *ctx)
{
	int memory = 0;
	struct deep *deep = (void *)&memory;

	opaque(deep);
	return deep->field;
}
