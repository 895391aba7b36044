// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The version of the kernel in a boolean: it is neither 0 nor 1.
#include "difftest.h"

extern _Bool LINUX_KERNEL_VERSION __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-01") __convention("KCF-07")
int prog(void *ctx)
{
	return LINUX_KERNEL_VERSION;
}
