// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Labels within a program, kept as symbols without a type, as clang wrote them until version 15: they are no programs.
#include "difftest.h"

LICENSE;

SEC("socket")
__success __retval(0)
__report("aya-rs/aya#413")
__convention("PRG-01")
int prog(void *ctx)
{
	int sum = 0, left = 5;

	asm volatile(
		"LBB0_1:\n"
		"if %[left] == 0 goto LBB0_2\n"
		"%[sum] += %[left]\n"
		"%[left] += -1\n"
		"goto LBB0_1\n"
		"LBB0_2:\n"
		: [sum] "+r"(sum), [left] "+r"(left));
	check_eq(sum, 15);
	return 0;
}
