// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Two programs in one section are two programs: they are told apart by their functions' names.
#include "difftest.h"

LICENSE;

SEC("xdp")
__success __retval(1)
__report("iproute2/iproute2@77b3a84e")
__convention("SEC-123")
int first_drops(struct xdp_md *ctx)
{
	return XDP_DROP;
}

SEC("xdp")
__success __retval(2)
int second_passes(struct xdp_md *ctx)
{
	return XDP_PASS;
}
