// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two static variables of one section are both reached through the section's symbol: where each is stands in the
// instruction.
#include "difftest.h"

LICENSE;

static volatile __u32 first = 5;
static volatile __u32 second = 9;

SEC("socket")
__success __retval(0)
__report("iovisor/ubpf#799")
__convention("REL-04")
int prog(void *ctx)
{
	check_eq(second, 9);
	check_eq(first, 5);
	return 0;
}
