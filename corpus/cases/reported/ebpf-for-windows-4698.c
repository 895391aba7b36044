// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The section is longer than the variables that BTF has of it: what counts is the section.
#include "difftest.h"

LICENSE;

volatile __u32 listed = 7;

asm(".section .data,\"aw\",@progbits\n"
    ".subsection 1\n"
    ".globl unlisted\n"
    ".type unlisted,@object\n"
    ".size unlisted,8\n"
    "unlisted: .quad 0x1122334455667788\n"
    ".quad -1\n"
    ".text\n");

SEC("socket")
__success __retval(0)
__report("microsoft/ebpf-for-windows#4698")
__convention("DAT-07")
int prog(void *ctx)
{
	volatile __u64 *past_btf;

	check_eq(listed, 7);
	asm volatile("%0 = unlisted ll" : "=r"(past_btf));
	check_eq(past_btf[0], 0x1122334455667788);
	check_eq(past_btf[1], 0xffffffffffffffff);
	return 0;
}
