// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Calls between functions have a relocation of a type of their own, and each is followed.
#include "difftest.h"

LICENSE;

__noinline int visible(int x)
{
	opaque(x);
	return x * 3;
}

static __noinline int local(int x)
{
	return visible(x + 1) + 1;
}

SEC("socket")
__success __retval(0)
__report("iovisor/ubpf#717")
__convention("PRG-06") __convention("REL-07")
int prog(void *ctx)
{
	check_eq(visible(2), 6);
	check_eq(local(2), 10);
	return 0;
}
