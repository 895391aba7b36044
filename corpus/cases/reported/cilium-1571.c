// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Variables that a linker may override: without a linker they are what they say.
#include "difftest.h"

LICENSE;

volatile __weak int initialised = 4;
volatile __weak int zero;
volatile const __weak int constant = 5;

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#1571")
__convention("ELF-11")
int prog(void *ctx)
{
	check_eq(initialised, 4);
	check_eq(zero, 0);
	check_eq(constant, 5);
	return 0;
}
