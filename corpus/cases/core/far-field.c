// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An offset of 40000 does not fit a load: libbpf refuses the object.
#include "difftest.h"

struct far {
	int field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-21")
int prog(void *ctx)
{
	int memory[4] = {};
	struct far *relocated = (void *)memory;

	opaque(relocated);
	return relocated->field;
}
