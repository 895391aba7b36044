// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Data that no program refers to: a variable that only user space writes, and a section that has bytes and no symbol.
#include "difftest.h"

LICENSE;

volatile int for_user_space SEC(".data.settings") = 7;

asm(".section .rodata.unnamed,\"a\",@progbits\n"
    ".quad 0x1122334455667788\n"
    ".text\n");

SEC("socket")
__success __retval(0)
__report("cilium/ebpf@82c5acaf")
__convention("DAT-06")
int prog(void *ctx)
{
	return 0;
}
