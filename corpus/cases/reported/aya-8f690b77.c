// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The lines of a function that is called are among the program's, behind its own.
#include "difftest.h"

LICENSE;

static __noinline int deepest(int x)
{
	opaque(x);
	return x + 1;
}

static __noinline int between(int x)
{
	opaque(x);
	return deepest(x) + 1;
}

SEC("socket")
__success __retval(0)
__report("aya-rs/aya@8f690b77")
__convention("BTF-04")
int prog(void *ctx)
{
	check_eq(between(1), 3);
	return 0;
}
