// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The address of a variable and a number, in one instruction: the number that stands in it is added to where the variable
// is. GCC writes array elements so, clang only in assembly.
#include "difftest.h"

LICENSE;

volatile __u32 before[3] = { 1, 2, 3 };
volatile __u32 numbers[4] = { 10, 20, 30, 40 };

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#2083")
__convention("REL-03")
int prog(void *ctx)
{
	volatile __u32 *first, *third;

	asm volatile("%0 = numbers ll" : "=r"(first));
	asm volatile("%0 = numbers + 8 ll" : "=r"(third));
	check_eq(*first, 10);
	check_eq(*third, 30);
	check_eq(before[2], 3);
	return 0;
}
