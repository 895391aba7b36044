// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -fno-builtin

// A function of the object that is named like one that compilers call on their own, and visible outside the file: the
// kernel verifies it by itself and refuses its unchecked pointer, unless a loader makes it a static one.
#include "difftest.h"

LICENSE;

__noinline void *memset(char *to, int byte, unsigned long count)
{
	to[0] = byte;
	opaque(count);
	return 0;
}

SEC("socket")
__failure
__report("aya-rs/aya#583")
__convention("PRG-24")
int prog(void *ctx)
{
	char bytes[8];

	memset(bytes, 7, sizeof(bytes));
	check_eq(bytes[0], 7);
	return 0;
}
