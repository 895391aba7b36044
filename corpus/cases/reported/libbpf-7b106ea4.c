// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Instructions in .text that no symbol covers, as a linker leaves them where it drops one of two weak functions: the
// functions behind them are where their symbols say.
#include "difftest.h"

LICENSE;

asm(".text\n"
    "r0 = 13\n"
    "exit\n");

static __noinline int behind_the_gap(int x)
{
	opaque(x);
	return x + 5;
}

__weak __noinline int further_behind(int x)
{
	opaque(x);
	return x + 6;
}

SEC("socket")
__success __retval(0)
__report("libbpf/libbpf@7b106ea4")
__convention("PRG-09") __convention("REL-12")
int prog(void *ctx)
{
	check_eq(behind_the_gap(1), 6);
	check_eq(further_behind(1), 7);
	return 0;
}
