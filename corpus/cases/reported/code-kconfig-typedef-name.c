// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The kernel's version in a variable whose type has a name.
#include "difftest.h"

extern __u32 LINUX_KERNEL_VERSION __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__report("code:kconfig-typedef")
__convention("KCF-01") __convention("KCF-07")
int prog(void *ctx)
{
	check(LINUX_KERNEL_VERSION >= 0x40000);
	return 0;
}
