// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Functions that stand at the same offset of their own sections: a call reaches the one in .text.
#include "difftest.h"

LICENSE;

static __noinline int at_zero(int x)
{
	opaque(x);
	return x + 100;
}

static __noinline int behind_it(int x)
{
	opaque(x);
	return x + 200;
}

SEC("socket")
__success __retval(0)
__convention("PRG-06")
int first_of_socket(void *ctx)
{
	check_eq(at_zero(1), 101);
	check_eq(behind_it(1), 201);
	return 0;
}

SEC("xdp")
__success __retval(0)
int first_of_xdp(void *ctx)
{
	check_eq(behind_it(2), 202);
	check_eq(at_zero(2), 102);
	return 0;
}

SEC("classifier")
__success __retval(0)
int first_of_classifier(void *ctx)
{
	check_eq(at_zero(3), 103);
	return 0;
}
