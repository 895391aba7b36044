// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The first function in .text is called: it stands where the section itself does, and so does the section's symbol.
#include "difftest.h"

LICENSE;

static __noinline int at_the_start(int x)
{
	opaque(x);
	return 2 * x;
}

SEC("socket")
__success __retval(0)
__report("cilium/ebpf@dab8fdde")
__convention("PRG-06")
int prog(void *ctx)
{
	check_eq(at_the_start(21), 42);
	return 0;
}
