// SPDX-License-Identifier: GPL-2.0-only OR MIT

// One function in a section that says no type, beside a good program: the object as a whole is refused.
#include "difftest.h"

LICENSE;

SEC("xdp")
__success __retval(2)
__convention("OBJ-01")
int good(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("xdp_old")
__failure
__report("xdp-project/xdp-tools#296")
__convention("SEC-114") __convention("SEC-121")
int left_over(struct xdp_md *ctx)
{
	return XDP_PASS;
}
