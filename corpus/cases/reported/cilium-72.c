// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The second of two functions in .text is called: the distance to it stands in the instruction.
#include "difftest.h"

LICENSE;

static __noinline int first(int x)
{
	opaque(x);
	return x + 100;
}

static __noinline int second(int x)
{
	opaque(x);
	return x + 200;
}

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#72")
__convention("PRG-06")
int prog(void *ctx)
{
	check_eq(second(1), 201);
	return 0;
}

SEC("socket")
__success __retval(0)
int keeps_the_first(void *ctx)
{
	check_eq(first(1), 101);
	return 0;
}
