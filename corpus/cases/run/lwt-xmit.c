// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A tunnel's program for packets on their way may change them. It sends the old bytes to user space through a perf buffer.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__type(key, __u32);
	__type(value, __u32);
} events SEC(".maps");

SEC("lwt_xmit")
__success __retval(0)
__changes("events[cpu 0 record 0] = 0x45000032")
__convention("SEC-063")
int prog(struct __sk_buff *ctx)
{
	__u8 first[4], changed[2] = { 0xaa, 0xbb };

	check_eq(bpf_skb_load_bytes(ctx, 0, first, sizeof(first)), 0);
	check_eq(bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, first, sizeof(first)), 0);
	check_eq(bpf_skb_store_bytes(ctx, 4, changed, sizeof(changed), 0), 0);
	check_eq(first[0], 0x45);
	return 0;
}
