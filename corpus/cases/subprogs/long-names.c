// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Names of more than 15 bytes are cut for the kernel; programs and subprograms that share their first 15 stay apart.
#include "difftest.h"

LICENSE;

static __noinline int add_one_to_the_argument(int x)
{
	opaque(x);
	return x + 1;
}

static __noinline int add_one_to_the_argument_twice(int x)
{
	opaque(x);
	return x + 2;
}

SEC("socket")
__success __retval(0)
__convention("PRG-11")
int count_the_packets_in(void *ctx)
{
	check_eq(add_one_to_the_argument(1), 2);
	return 0;
}

SEC("socket")
__success __retval(0)
int count_the_packets_out(void *ctx)
{
	check_eq(add_one_to_the_argument_twice(1), 3);
	return 0;
}
