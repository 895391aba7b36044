// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Constants that are visible outside the file have symbols of their own, and the place of each is its symbol's.
#include "difftest.h"

LICENSE;

volatile const __u32 first = 100;
volatile const __u32 second = 200;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#310")
__convention("REL-03")
int prog(void *ctx)
{
	check_eq(second, 200);
	check_eq(first, 100);
	return 0;
}
