// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --localize-symbol=callee

// A call of a function that is not visible outside the file, through the function's own symbol and not its section's.
#include "difftest.h"

LICENSE;

static __noinline int at_the_start(int x)
{
	opaque(x);
	return x + 1;
}

__noinline int callee(int x)
{
	opaque(x);
	return x + 2;
}

SEC("socket")
__success __retval(0)
__report("code:local-func-call")
__convention("PRG-06")
int prog(void *ctx)
{
	check_eq(callee(1), 3);
	check_eq(at_the_start(1), 2);
	return 0;
}
