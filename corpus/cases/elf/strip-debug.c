// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --strip-debug

// Without DWARF, as most objects are shipped: nothing that a loader needs is in it.
#include "difftest.h"

LICENSE;

static volatile int initialised = 5;

static __noinline int add(int x)
{
	opaque(x);
	return x + initialised;
}

SEC("socket")
__success __retval(0)
__convention("ELF-15")
int prog(void *ctx)
{
	check_eq(add(1), 6);
	return 0;
}
