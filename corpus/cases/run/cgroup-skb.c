// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A cgroup's filter may answer 0 or 1 alone, so it says 1 where all is as it should be. It sends what it saw to user
// space through a ring buffer.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

struct event {
	__u32 length;
	__u32 protocol;
};

SEC("cgroup_skb/ingress")
__success __retval(1)
__changes("events[record 0] = 0x3200000006000000")
__convention("SEC-073")
int prog(struct __sk_buff *ctx)
{
	struct event event = { .length = ctx->len };
	__u8 protocol = 0;

	if (bpf_skb_load_bytes(ctx, 9, &protocol, 1))
		return 0;
	event.protocol = protocol;
	if (bpf_ringbuf_output(&events, &event, sizeof(event), 0))
		return 0;
	return 1;
}
