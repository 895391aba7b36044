// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A load of a field that has 16 bytes in the target is refused: no instruction loads as much.
#include "difftest.h"

struct sizes {
	__u64 field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-07")
int prog(void *ctx)
{
	__u64 memory[2] = {};
	struct sizes *relocated = (void *)memory;

	opaque(relocated);
	return relocated->field != 0;
}
