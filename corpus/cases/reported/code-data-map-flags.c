// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The flags of the maps that hold data: those that programs cannot write, and those that user space can map.
#include "difftest.h"

LICENSE;

extern int LINUX_KERNEL_VERSION __kconfig;

volatile int initialised = 1;
volatile int zero;
volatile const int constant = 2;

SEC("socket")
__success __retval(0)
__report("code:data-map-flags")
__convention("DAT-04") __convention("DAT-05")
int prog(void *ctx)
{
	check_eq(initialised, 1);
	check_eq(zero, 0);
	check_eq(constant, 2);
	check(LINUX_KERNEL_VERSION);
	return 0;
}
