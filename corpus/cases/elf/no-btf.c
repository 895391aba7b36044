// SPDX-License-Identifier: GPL-2.0-only OR MIT
// cflags: -g0

// An object without BTF: data, strings and subprograms need none.
#include "difftest.h"

LICENSE;

static volatile int initialised = 5;
static volatile const int constant = 6;
static volatile int zero;

static __noinline int sum(int a, int b)
{
	opaque(a);
	return a + b;
}

SEC("socket")
int prog(void *ctx)
{
	check_eq(initialised, 5);
	check_eq(constant, 6);
	zero = 0;
	check_eq(sum(initialised, constant), 11);
	return 0;
}
