// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A classifier reads the packet, writes to it and to its context, and counts on its CPU.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

SEC("tc")
__success __retval(0)
__changes("counts[1 cpu 0] = 0x0100000000000000")
__convention("SEC-027")
int prog(struct __sk_buff *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 key = 1;
	__u64 *count = bpf_map_lookup_elem(&counts, &key);

	check(count);
	*count += 1;
	ctx->mark = ctx->len;
	ctx->cb[2] = 0x1234;
	check(data + 34 <= end);
	data[22] -= 1; // time to live
	check_eq(data[22], 63);
	check_eq(data[23], 6);
	return 0;
}
