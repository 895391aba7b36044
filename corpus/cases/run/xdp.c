// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An XDP program moves the start of the packet, and counts in variables of several sections.
#include "difftest.h"

LICENSE;

__u64 packets;
__s32 balance = 100;
struct {
	__u8 from[6];
	__u8 to[6];
} last SEC(".data.last");

SEC("xdp")
__success __retval(0)
__changes(".bss[packets] = 1")
__changes(".data[balance] = 36")
__changes(".data.last[last] = 0x020000000001020000000002")
__convention("SEC-059")
int prog(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

	check(data + 14 <= end);
	packets++;
	balance -= end - data;
	for (int i = 0; i < 6; i++) {
		last.to[i] = data[i];
		last.from[i] = data[i + 6];
	}
	check_eq(bpf_xdp_adjust_head(ctx, -4), 0);
	check_eq(balance, 36);
	return 0;
}
