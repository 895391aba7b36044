// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The same kinds of variables filled from the running kernel's own configuration.
#include "difftest.h"

extern _Bool CONFIG_BPF __kconfig;
extern enum libbpf_tristate CONFIG_BPF_SYSCALL __kconfig;
extern int CONFIG_HZ __kconfig;
extern char CONFIG_CC_VERSION_TEXT[4] __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#698")
__convention("KCF-07") __convention("KCF-08")
int prog(void *ctx)
{
	check_eq(CONFIG_BPF, 1);
	check_eq(CONFIG_BPF_SYSCALL, TRI_YES);
	check(CONFIG_HZ >= 100);
	check(CONFIG_CC_VERSION_TEXT[0]);
	check_eq(CONFIG_CC_VERSION_TEXT[3], 0);
	return 0;
}
