// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A program that the verifier refuses, beside one that it takes.
#include "difftest.h"

LICENSE;

SEC("xdp")
__success __retval(2)
__convention("OBJ-01")
int good(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("xdp")
__failure
__report("bpfman/bpfman#745")
int reads_past_the_end(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data;

	return data[0];
}
