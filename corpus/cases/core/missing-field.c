// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A field that the target lacks, unguarded: its access becomes a call of a helper that does not exist, and the
// verifier, which reaches it, refuses the program.
#include "difftest.h"

struct lacking {
	int present;
	int absent;
} __attribute__((preserve_access_index));

LICENSE;

SEC("socket")
__failure
__convention("CORE-10")
int prog(void *ctx)
{
	int memory[4] = {};
	struct lacking *relocated = (void *)memory;

	opaque(relocated);
	return relocated->absent;
}
