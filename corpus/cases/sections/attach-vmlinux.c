// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The target of an attachment may say in whose BTF it stands: "vmlinux:" is the kernel's own.
#include "difftest.h"

LICENSE;

SEC("tp_btf/vmlinux:sched_switch")
__success
__convention("ATT-04")
int switched(void *ctx)
{
	return 0;
}
