// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A data section of which user space can see a variable is made mappable; one with only hidden or static ones is not.
#include "difftest.h"

LICENSE;

__hidden volatile int hidden SEC(".data.hidden") = 1;
static volatile int local SEC(".data.local") = 2;
volatile int visible SEC(".data.visible") = 3;

SEC("socket")
__success __retval(0)
__convention("DAT-05") __convention("DAT-14")
int prog(void *ctx)
{
	check_eq(hidden, 1);
	check_eq(local, 2);
	check_eq(visible, 3);
	return 0;
}
