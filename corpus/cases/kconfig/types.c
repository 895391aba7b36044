// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Options of the running kernel as booleans, numbers of several sizes, and text.
#include "difftest.h"

extern _Bool CONFIG_BPF_SYSCALL __kconfig;
extern enum libbpf_tristate CONFIG_BPF __kconfig;
extern __u64 CONFIG_HZ __kconfig;
extern __u32 CONFIG_NR_CPUS __kconfig;
extern __u16 CONFIG_PGTABLE_LEVELS __kconfig;
extern __u8 CONFIG_LOG_BUF_SHIFT __kconfig;
extern char CONFIG_CC_VERSION_TEXT[256] __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KCF-04") __convention("KCF-07")
int prog(void *ctx)
{
	check_eq(CONFIG_BPF_SYSCALL, 1);
	check_eq(CONFIG_BPF, TRI_YES);
	check(CONFIG_HZ >= 24 && CONFIG_HZ <= 10000);
	check(CONFIG_NR_CPUS >= 1 && CONFIG_NR_CPUS <= 65536);
	check(CONFIG_PGTABLE_LEVELS >= 2 && CONFIG_PGTABLE_LEVELS <= 5);
	check(CONFIG_LOG_BUF_SHIFT >= 12 && CONFIG_LOG_BUF_SHIFT <= 25);
	check(CONFIG_CC_VERSION_TEXT[0]);
	check_eq(CONFIG_CC_VERSION_TEXT[255], 0);
	return 0;
}
