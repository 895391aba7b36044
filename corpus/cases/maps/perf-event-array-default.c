// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A PERF_EVENT_ARRAY without max_entries gets one slot for each possible CPU.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__type(key, __u32);
	__type(value, __u32);
} events SEC(".maps");

SEC("xdp")
__success __retval(0)
__convention("MAP-16")
int prog(struct xdp_md *ctx)
{
	__u64 word = 1;
	long err = bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &word, sizeof(word));

	// The slot is there. -ENOENT: nobody opened an event in it.
	check(err == 0 || err == -2);
	return 0;
}
