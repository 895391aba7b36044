// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An optional program that the kernel would refuse does no harm as long as nobody asks for it.
#include "difftest.h"

LICENSE;

SEC("xdp")
__success __retval(2)
__convention("SEC-115")
int always(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("?xdp")
__convention("SEC-115")
int never(struct xdp_md *ctx)
{
	return *(volatile int *)0;
}
