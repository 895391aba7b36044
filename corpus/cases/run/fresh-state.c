// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two programs count in the same variable. The side file asks for fresh maps for each, so both find it as it was.
#include "difftest.h"

LICENSE;

__u64 count = 5;

SEC("socket")
__success __retval(0)
__changes(".data[count] = 6")
__convention("SEC-001")
int first(void *ctx)
{
	check_eq(count, 5);
	count++;
	return 0;
}

SEC("socket")
__success __retval(0)
__changes(".data[count] = 7")
int second(void *ctx)
{
	check_eq(count, 5);
	count += 2;
	return 0;
}
