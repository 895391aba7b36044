// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two names for one variable, and two for one map: symbols that stand at the same place.
#include "difftest.h"

LICENSE;

volatile int value = 8;
extern volatile int same_value __attribute__((alias("value")));
volatile int weak_value __attribute__((weak)) = 9;

SEC("socket")
__success __retval(0)
__report("code:keyed-vars")
__convention("REL-03") __convention("DAT-07")
int prog(void *ctx)
{
	check_eq(value, 8);
	value = 10;
	check_eq(same_value, 10);
	value = 8;
	check_eq(weak_value, 9);
	return 0;
}
