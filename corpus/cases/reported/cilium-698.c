// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Every kind of variable that the kernel's configuration can fill: numbers, yes or no, one letter, text, three states; and
// what libbpf finds out by itself.
#include "difftest.h"

extern int LINUX_KERNEL_VERSION __kconfig;
extern _Bool LINUX_HAS_SYSCALL_WRAPPER __kconfig;
extern _Bool LINUX_HAS_BPF_COOKIE __kconfig;
extern _Bool CONFIG_SHOWN_BOOL __kconfig;
extern enum libbpf_tristate CONFIG_SHOWN_STATE __kconfig;
extern __u64 CONFIG_SHOWN_NUMBER __kconfig;
extern char CONFIG_SHOWN_TEXT[8] __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#698")
__convention("KCF-01") __convention("KCF-02") __convention("KCF-07")
int prog(void *ctx)
{
	check(LINUX_KERNEL_VERSION);
	check(LINUX_HAS_SYSCALL_WRAPPER <= 1);
	check_eq(LINUX_HAS_BPF_COOKIE, 1);
	check_eq(CONFIG_SHOWN_BOOL, 1);
	check_eq(CONFIG_SHOWN_STATE, TRI_MODULE);
	check_eq(CONFIG_SHOWN_NUMBER, 123456789012);
	check_eq(CONFIG_SHOWN_TEXT[0], 't');
	check_eq(CONFIG_SHOWN_TEXT[3], 't');
	check_eq(CONFIG_SHOWN_TEXT[4], 0);
	return 0;
}
