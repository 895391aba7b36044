// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function of visibility internal is hidden, too.
#include "difftest.h"

LICENSE;

__attribute__((noinline, visibility("internal")))
int internal(int *x)
{
	return *x + 2;
}

SEC("socket")
__success __retval(0)
__convention("PRG-08")
int prog(void *ctx)
{
	int x = 1;

	check_eq(internal(&x), 3);
	return 0;
}
