// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A packet of 9000 bytes comes in fragments, of which the program sees the first part directly and the rest by helper.
#include "difftest.h"

LICENSE;

__u32 total, direct, last;

SEC("xdp.frags")
__success __retval(0)
__changes(".bss[total] = 64")
__changes(".bss[direct] = 64")
__changes(".bss[last] = 45")
__changes("tcp-9000: .bss[total] = 9000")
__convention("SEC-058")
int prog(struct xdp_md *ctx)
{
	__u8 byte;

	total = bpf_xdp_get_buff_len(ctx);
	direct = ctx->data_end - ctx->data;
	check_eq(bpf_xdp_load_bytes(ctx, total - 1, &byte, 1), 0);
	last = byte;
	return 0;
}
