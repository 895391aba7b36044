// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An option of three states.
#include "difftest.h"

extern enum libbpf_tristate CONFIG_BPF_SYSCALL __kconfig;

LICENSE;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf@724b7040")
__convention("KCF-07")
int prog(void *ctx)
{
	check_eq(CONFIG_BPF_SYSCALL, TRI_YES);
	return 0;
}
