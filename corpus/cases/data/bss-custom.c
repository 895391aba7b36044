// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A section whose name starts with ".bss." is data of its own, zero at first.
#include "difftest.h"

int counter SEC(".bss.custom");

LICENSE;

SEC("socket")
__success __retval(0)
__convention("DAT-01")
int count(void *ctx)
{
	int before = counter;

	counter = before + 1;
	check_eq(before, 0);
	check_eq(*(volatile int *)&counter, 1);
	return 0;
}
