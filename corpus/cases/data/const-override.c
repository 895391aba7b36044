// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A constant that is set before the load: the program sees the new value, and so does the verifier.
#include "difftest.h"

LICENSE;

volatile const int before = 1;
volatile const int level = 2;
volatile const int after = 3;

SEC("socket")
__success __retval(0)
__convention("DAT-11") __convention("DAT-12")
int prog(void *ctx)
{
	if (level == 2)
		return *(volatile int *)8;
	check_eq(before, 1);
	check_eq(level, 70000);
	check_eq(after, 3);
	return 0;
}
