// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An access that nothing guards, to a field that the target does not have: what stands in its place is refused by the
// verifier, and it is for the loader to say why.
#include "difftest.h"

struct lacking {
	int present;
	int absent;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__report("libbpf/libbpf@c3f58eb6")
__convention("CORE-10") __convention("PRG-15")
int prog(void *ctx)
{
	int memory[4] = {};
	struct lacking *relocated = (void *)memory;

	opaque(relocated);
	return relocated->absent;
}
