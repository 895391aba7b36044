// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --strip-debug

// One of the sound objects that the damaged ones are made of: a program, functions that it calls, data of each kind.
#include "difftest.h"

LICENSE;

volatile int initialised = 3;
volatile int zero;
static volatile const int constant = 4;

static __noinline int local(int x)
{
	opaque(x);
	return x + constant;
}

__noinline int visible(int x)
{
	opaque(x);
	return local(x) + 1;
}

SEC("socket")
int prog(void *ctx)
{
	check_eq(initialised, 3);
	check_eq(zero, 0);
	check_eq(visible(1), 6);
	return 0;
}
