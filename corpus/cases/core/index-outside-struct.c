// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: replace .BTF 0:7 0:9

// An access string that asks for a member that the object's own struct has not is refused.
#include "difftest.h"

LICENSE;

struct eight {
	int a0, a1, a2, a3, a4, a5, a6, a7;
} __attribute__((preserve_access_index));

SEC("socket")
__failure
__convention("CORE-28")
int prog(void *ctx)
{
	__u64 place[8] = {};
	struct eight *e = (void *)place;

	return e->a7;
}
