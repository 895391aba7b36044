// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A hidden function behind global ones that are not: only its own BTF becomes static.
#include "difftest.h"

LICENSE;

__attribute__((noinline))
int global(int x)
{
	opaque(x);
	return x + 1;
}

__hidden __attribute__((noinline))
int hidden(int *x)
{
	return *x + 2;
}

SEC("socket")
__success __retval(0)
__convention("PRG-08") __convention("PRG-24")
int prog(void *ctx)
{
	int x = 1;

	check_eq(global(x), 2);
	check_eq(hidden(&x), 3);
	return 0;
}
