// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -fno-builtin

// Several programs call a function of the object that is named like one that compilers call on their own.
#include "difftest.h"

LICENSE;

struct eight {
	char bytes[8];
};

__noinline int memset(struct eight *to, int byte, unsigned long count)
{
	if (!to)
		return 1;
	if (count > sizeof(to->bytes))
		return 2;
	for (unsigned long i = 0; i < sizeof(to->bytes); i++)
		if (i < count)
			to->bytes[i] = byte;
	return 0;
}

SEC("socket")
__success __retval(0)
__report("aya-rs/aya#831")
__convention("PRG-06") __convention("PRG-24")
int first(void *ctx)
{
	struct eight memory = {};

	check_eq(memset((void *)&memory, 5, 3), 0);
	check_eq(memory.bytes[2], 5);
	check_eq(memory.bytes[3], 0);
	return 0;
}

SEC("xdp")
__success __retval(0)
int second(struct xdp_md *ctx)
{
	struct eight memory = {};

	check_eq(memset((void *)&memory, 6, 8), 0);
	check_eq(memory.bytes[7], 6);
	return 0;
}
