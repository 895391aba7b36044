// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The relocations of a program that is not loaded by default are left alone, so that one that cannot be done does no
// harm.
#include "difftest.h"

struct far {
	int field;
} __attribute__((preserve_access_index));

LICENSE;

SEC("?socket")
int left_out(void *ctx)
{
	int memory[4] = {};
	struct far *relocated = (void *)memory;

	opaque(relocated);
	return relocated->field;
}

SEC("socket")
__success __retval(0)
__convention("CORE-29") __convention("SEC-115")
int prog(void *ctx)
{
	return 0;
}
