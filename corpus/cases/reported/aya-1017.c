// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The kernel's version and one of its options as variables: a map of its own, filled before the programs are loaded.
#include "difftest.h"

extern int LINUX_KERNEL_VERSION __kconfig;
extern _Bool CONFIG_BPF_SYSCALL __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__report("aya-rs/aya#1017")
__convention("KCF-01") __convention("KCF-04")
int prog(void *ctx)
{
	check(LINUX_KERNEL_VERSION >= 0x40000);
	check_eq(CONFIG_BPF_SYSCALL, 1);
	return 0;
}
