// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Subprograms of every linkage: static ones are called through the section, global and weak ones through their own
// symbol. The verifier checks those on their own.
#include "difftest.h"

LICENSE;

static __noinline int is_static(int x)
{
	opaque(x);
	return x + 1;
}

__noinline int is_global(int x)
{
	opaque(x);
	return x + 2;
}

__weak __noinline int is_weak(int x)
{
	opaque(x);
	return x + 4;
}

SEC("socket")
__success __retval(0)
__convention("PRG-06") __convention("PRG-09")
int prog(void *ctx)
{
	check_eq(is_static(10), 11);
	check_eq(is_global(20), 22);
	check_eq(is_weak(30), 34);
	return 0;
}
