// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Whether the functions of system calls have a prefix, as __x64_ in __x64_sys_bpf, is probed with a kprobe. A kernel
// without kprobes counts as one without prefixes.
#include "difftest.h"

extern __u8 LINUX_HAS_SYSCALL_WRAPPER __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__convention("KCF-02")
int prog(void *ctx)
{
	check(LINUX_HAS_SYSCALL_WRAPPER <= 1);
	return 0;
}
