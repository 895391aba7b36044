// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Read-only data is filled, frozen and known to the verifier: a branch that it excludes may hold anything.
#include "difftest.h"

LICENSE;

volatile const int enabled = 0;
volatile const int limit = 3;

SEC("socket")
__success __retval(0)
__convention("DAT-04") __convention("DAT-12")
int prog(void *ctx)
{
	int sum = 0;

	if (enabled)
		return *(volatile int *)8;
	for (int i = 0; i < limit; i++)
		sum += i;
	check_eq(sum, 3);
	return 0;
}
