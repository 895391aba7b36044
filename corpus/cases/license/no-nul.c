// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The license need not end with a NUL: libbpf takes the bytes of the section and ends them itself.
#include "difftest.h"

char _license[3] SEC("license") = { 'G', 'P', 'L' };

SEC("xdp")
__success __retval(2)
__convention("LIC-02")
int pass(struct xdp_md *ctx)
{
	return XDP_PASS;
}
