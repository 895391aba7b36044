// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A name that only starts like a known one says no program type: "xdp_foo" went out with libbpf 1.0.
#include "difftest.h"

LICENSE;

SEC("xdp_foo")
__failure
__convention("SEC-113") __convention("SEC-121")
int pass(struct xdp_md *ctx)
{
	return XDP_PASS;
}
