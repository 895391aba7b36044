// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Subprograms that a program needs are appended depth first, in the order of the calls. Here that order, breadth first
// and the order in the file are three different ones; the result is the same in each.
#include "difftest.h"

LICENSE;

static __noinline int leaf(int x)
{
	opaque(x);
	return x + 1;
}

static __noinline int right(int x)
{
	opaque(x);
	return 10 * leaf(x) + 3;
}

static __noinline int left_right(int x)
{
	opaque(x);
	return 10 * leaf(x) + 2;
}

static __noinline int left_left(int x)
{
	opaque(x);
	return 10 * leaf(x) + 1;
}

static __noinline int left(int x)
{
	opaque(x);
	return 1000 * left_left(x) + left_right(x);
}

SEC("socket")
__success __retval(0)
__convention("PRG-04") __convention("PRG-06") __convention("BTF-04")
int prog(void *ctx)
{
	check_eq(left(4), 51052);
	check_eq(right(6), 73);
	return 0;
}

SEC("socket")
__success __retval(0)
int other_way(void *ctx)
{
	check_eq(right(6), 73);
	check_eq(left_right(6), 72);
	check_eq(left(4), 51052);
	return 0;
}
