// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An action puts what it sees into a queue.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 4);
	__type(value, __u32);
} lengths SEC(".maps");

SEC("action")
__success __retval(0)
__changes("lengths[place 0] = 0x40000000")
__changes("zeros-64: lengths[place 1] = 0x40000000")
__convention("SEC-029")
int prog(struct __sk_buff *ctx)
{
	__u32 length = ctx->len;

	check_eq(bpf_map_push_elem(&lengths, &length, 0), 0);
	return 0;
}
