// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function that a linker may override: without a linker it is the one that is called.
#include "difftest.h"

LICENSE;

__weak __noinline int overridable(int x)
{
	opaque(x);
	return x + 30;
}

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#1936")
__convention("PRG-09")
int prog(void *ctx)
{
	check_eq(overridable(3), 33);
	return 0;
}
