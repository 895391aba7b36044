// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The version of the kernel in a tristate.
#include "difftest.h"

extern enum libbpf_tristate LINUX_KERNEL_VERSION __kconfig;

LICENSE;

SEC("socket")
__failure
__convention("KCF-01") __convention("KCF-07")
int prog(void *ctx)
{
	return LINUX_KERNEL_VERSION;
}
