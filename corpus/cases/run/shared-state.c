// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two programs count in the same variable. They run by name, so the second finds what the runs of the first have left.
#include "difftest.h"

LICENSE;

__u64 count = 5;

SEC("socket")
__success __retval(0)
__changes(".data[count] = 6")
__convention("SEC-001")
int first(void *ctx)
{
	count++;
	return 0;
}

SEC("socket")
__success __retval(0)
__changes("fields-64: .data[count] = 26")
int second(void *ctx)
{
	check(count > 5);
	count += 2;
	return 0;
}
