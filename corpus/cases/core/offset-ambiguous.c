// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A field that stands at different offsets in two flavors of its struct: libbpf does not choose and refuses the object.
#include "difftest.h"

struct ambiguous {
	int field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-14")
int prog(void *ctx)
{
	int memory[4] = {};
	struct ambiguous *relocated = (void *)memory;

	opaque(relocated);
	return relocated->field;
}
