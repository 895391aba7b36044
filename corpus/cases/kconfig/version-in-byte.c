// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The version of the kernel in a byte, where it does not fit.
#include "difftest.h"

extern __u8 LINUX_KERNEL_VERSION __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-01") __convention("KCF-07")
int prog(void *ctx)
{
	return LINUX_KERNEL_VERSION;
}
