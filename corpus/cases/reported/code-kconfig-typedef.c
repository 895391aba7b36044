// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The kernel's version in a variable of 64 bits.
#include "difftest.h"

extern unsigned long LINUX_KERNEL_VERSION __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__report("code:kconfig-typedef")
__convention("KCF-01") __convention("KCF-07")
int prog(void *ctx)
{
	check(LINUX_KERNEL_VERSION >= 0x40000);
	check_eq(LINUX_KERNEL_VERSION >> 32, 0);
	return 0;
}
