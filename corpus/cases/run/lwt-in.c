// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A tunnel's program for incoming packets counts by protocol.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u32);
} packets SEC(".maps");

SEC("lwt_in")
__success __retval(0)
__changes("packets[0x06000000] = 0x01000000")
__convention("SEC-061")
int prog(struct __sk_buff *ctx)
{
	__u32 key, *count, one = 1;
	__u8 protocol;

	check_eq(bpf_skb_load_bytes(ctx, 9, &protocol, 1), 0);
	key = protocol;
	count = bpf_map_lookup_elem(&packets, &key);
	if (count)
		*count += 1;
	else
		check_eq(bpf_map_update_elem(&packets, &key, &one, BPF_NOEXIST), 0);
	check_eq(protocol, 6);
	return 0;
}
