// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A subprogram that a program does not reach is not appended to it, even where it could not be verified.
#include "difftest.h"

LICENSE;

__noinline int broken(int x)
{
	return *(volatile int *)8 + x;
}

static __noinline int used(int x)
{
	opaque(x);
	return x + 1;
}

SEC("socket")
__success __retval(0)
__convention("PRG-05")
int prog(void *ctx)
{
	check_eq(used(1), 2);
	return 0;
}
