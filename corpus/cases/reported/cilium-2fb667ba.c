// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A loop that the kernel would end if it went on for too long, by an instruction of a later instruction set.
#include "difftest.h"

LICENSE;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf@2fb667ba")
__convention("PRG-20")
int prog(void *ctx)
{
	__u64 rounds = 0;

	asm volatile(
		"1:\n"
		".byte 0xe5, 0, 3, 0, 0, 0, 0, 0\n" /* may_goto +3 */
		"%[rounds] += 1\n"
		"if %[rounds] == 10 goto +1\n"
		"goto 1b\n"
		: [rounds] "+r"(rounds));
	check_eq(rounds, 10);
	return 0;
}
