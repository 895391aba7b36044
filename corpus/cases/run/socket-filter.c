// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A socket filter sees the packet without its Ethernet header. It notes the length by protocol.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u8);
	__type(value, __u64);
} lengths SEC(".maps");

SEC("socket")
__success __retval(0)
__changes("lengths[0x06] = 0x3200000000000000")
__convention("SEC-001")
int prog(struct __sk_buff *ctx)
{
	__u64 length = ctx->len;
	__u8 protocol;

	check_eq(bpf_skb_load_bytes(ctx, 9, &protocol, 1), 0);
	check_eq(bpf_map_update_elem(&lengths, &protocol, &length, 0), 0);
	check_eq(protocol, 6);
	check_eq(length, 50);
	return 0;
}
