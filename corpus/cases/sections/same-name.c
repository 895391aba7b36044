// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: rename second first

// Two programs of one name, in two sections.
#include "difftest.h"

LICENSE;

SEC("socket")
__convention("SEC-124")
int first(void *ctx)
{
	return 0;
}

SEC("xdp")
__convention("SEC-124")
int second(struct xdp_md *ctx)
{
	return XDP_PASS;
}
