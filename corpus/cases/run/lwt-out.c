// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A tunnel's program for outgoing packets keeps their lengths on a stack: the last one stands first.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_STACK);
	__uint(max_entries, 3);
	__type(value, __u32);
} lengths SEC(".maps");

SEC("lwt_out")
__success __retval(0)
__changes("lengths[place 0] = 0x32000000")
__changes("udp6-80: lengths[place 0] = 0x42000000")
__convention("SEC-062")
int prog(struct __sk_buff *ctx)
{
	__u32 length = ctx->len;

	check_eq(bpf_map_push_elem(&lengths, &length, BPF_EXIST), 0);
	return 0;
}
