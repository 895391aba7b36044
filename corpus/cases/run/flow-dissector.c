// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A flow dissector answers with the keys of the flow, which come back as data, and counts by protocol.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 32);
	__type(key, __u32);
	__type(value, __u32);
} protocols SEC(".maps");

SEC("flow_dissector")
__success __retval(0)
__changes("protocols[6] = 0x01000000")
__convention("SEC-072")
int prog(struct __sk_buff *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct bpf_flow_keys *keys = ctx->flow_keys;
	__u32 key, *count;

	if (keys->nhoff != 14 || data + 34 > end)
		return BPF_DROP;
	keys->ip_proto = data[23];
	keys->addr_proto = 0x0800;
	keys->thoff = keys->nhoff + 20;
	key = data[23] & 31;
	count = bpf_map_lookup_elem(&protocols, &key);
	if (!count)
		return BPF_DROP;
	*count += 1;
	return BPF_OK;
}
