// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The map of the kernel's options cannot be written by programs, and user space can map it, as far as the kernel knows
// these flags.
#include "difftest.h"

extern int LINUX_KERNEL_VERSION __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#1120")
__convention("KCF-09")
int prog(void *ctx)
{
	check(LINUX_KERNEL_VERSION);
	return 0;
}
