// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A "?" in front of the section's name means that the program is not loaded unless its user asks for it.
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
__convention("SEC-115") __convention("PRG-17")
int on_demand(struct xdp_md *ctx)
{
	return XDP_PASS;
}
