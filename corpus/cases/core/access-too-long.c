// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An access of more than 64 steps is refused, though a compiler writes it.
#include "difftest.h"

#define FOUR(x) x x x x
#define SIXTY_FOUR(x) FOUR(FOUR(FOUR(x)))

struct deep {
	SIXTY_FOUR(struct {) int field; SIXTY_FOUR(};)
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
