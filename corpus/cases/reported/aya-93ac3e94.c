// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function that the compiler takes for seldom called stands in ".text.unlikely.": libbpf takes it for a program there.
#include "difftest.h"

LICENSE;

static __noinline __attribute__((cold)) int seldom(int x)
{
	opaque(x);
	return x + 7;
}

SEC("socket")
__failure
__report("aya-rs/aya@93ac3e94")
__convention("PRG-03")
int prog(void *ctx)
{
	check_eq(seldom(1), 8);
	return 0;
}
