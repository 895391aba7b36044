// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function without debug information, called by a program that has it. libbpf refuses the object.
#include "difftest.h"

LICENSE;

__attribute__((nodebug)) __noinline int undescribed(int x)
{
	opaque(x);
	return x + 4;
}

SEC("socket")
__failure
__report("aya-rs/aya#1649")
__convention("BTF-04")
int prog(void *ctx)
{
	check_eq(undescribed(1), 5);
	return 0;
}
