// SPDX-License-Identifier: GPL-2.0-only OR MIT
// mcpu: v4

// The instructions of the newest instruction set that the compiler knows, with jumps, signed arithmetic and calls.
#include "difftest.h"

LICENSE;

static volatile __s8 negative = -3;
static volatile __s32 dividend = -17;
static volatile __u16 halves = 0x0102;
static volatile __u64 counter = 3;

static __noinline __s64 extend(__s64 x)
{
	opaque(x);
	return x + negative;
}

SEC("socket")
__success __retval(0)
__convention("PRG-20")
int prog(void *ctx)
{
	check_eq(extend(1), -2);
	check_eq((__s16)dividend, -17);
	check_eq(__builtin_bswap16(halves), 0x0201);
	check_eq(dividend / 5, -3);
	check_eq(dividend % 5, -2);
	check(dividend < 0);
	check((__u32)dividend > 0x7fffffff);
	counter = 3;
	counter += 4;
	check_eq(counter, 7);
	return 0;
}
