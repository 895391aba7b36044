// SPDX-License-Identifier: GPL-2.0-only OR MIT

// LINUX_KERNEL_VERSION is the running kernel's version, provided by the loader.
#include "difftest.h"

extern int LINUX_KERNEL_VERSION __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KCF-01")
int version(void *ctx)
{
	check(LINUX_KERNEL_VERSION >= KERNEL_VERSION(4, 18, 0));
	check(LINUX_KERNEL_VERSION < KERNEL_VERSION(255, 0, 0));
	return 0;
}
