// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Seven functions deep, with one at the bottom that each of them also calls by itself.
#include "difftest.h"

LICENSE;

static volatile int bias = 1;

static __noinline int bottom(int x)
{
	opaque(x);
	return x + bias;
}

#define LEVEL(name, below)                        \
	static __noinline int name(int x)         \
	{                                         \
		opaque(x);                        \
		return below(x) + 2 * bottom(x);  \
	}

LEVEL(level5, bottom)
LEVEL(level4, level5)
LEVEL(level3, level4)
LEVEL(level2, level3)
LEVEL(level1, level2)

SEC("socket")
__success __retval(0)
__convention("PRG-04") __convention("PRG-06")
int prog(void *ctx)
{
	check_eq(level1(4), 55);
	check_eq(level3(4), 35);
	check_eq(bottom(4), 5);
	return 0;
}
