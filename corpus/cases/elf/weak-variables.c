// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Weak variables are data like any other.
#include "difftest.h"

LICENSE;

__weak volatile int weak_value = 5;
__weak volatile const int weak_const = 6;
__weak volatile int weak_zero;

SEC("socket")
__success __retval(0)
__convention("ELF-11")
int prog(void *ctx)
{
	check_eq(weak_value, 5);
	check_eq(weak_const, 6);
	check_eq(weak_zero, 0);
	return 0;
}
