// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A struct without any name cannot be looked for in the target: libbpf refuses the object.
#include "difftest.h"

LICENSE;

SEC("socket")
__failure
__convention("CORE-22")
int prog(void *ctx)
{
	int memory[4] = {};
	struct {
		int present;
	} __attribute__((preserve_access_index)) *relocated = (void *)memory;

	opaque(relocated);
	return relocated->present;
}
