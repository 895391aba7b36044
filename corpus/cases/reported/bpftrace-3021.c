// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function that is called stands in a section of its own: libbpf takes it for a program there.
#include "difftest.h"

LICENSE;

SEC("helpers")
__noinline int helper(int x)
{
	opaque(x);
	return x + 1;
}

SEC("socket")
__failure
__report("bpftrace/bpftrace#3021")
__convention("PRG-03")
int prog(void *ctx)
{
	check_eq(helper(1), 2);
	return 0;
}
