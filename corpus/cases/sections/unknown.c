// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program in a section whose name says no program type makes libbpf refuse the whole object. Asked for the other
// program alone, it loads that one.
#include "difftest.h"

LICENSE;

SEC("xdp")
__retval(2)
__convention("SEC-114")
int known(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("mystery")
__failure
__convention("SEC-114")
int unknown(void *ctx)
{
	return 0;
}
