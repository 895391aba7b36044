// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Arrays of perf events: without a number of entries there is one for each CPU, and a number is kept.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(max_entries, 0);
	__type(key, __u32);
	__type(value, __u32);
} for_each_cpu SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(max_entries, 4096);
	__type(key, __u32);
	__type(value, __u32);
} many SEC(".maps");

SEC("classifier")
__success __retval(0)
__report("cilium/ebpf#209")
__convention("MAP-16") __convention("MAP-17")
int output(struct __sk_buff *ctx)
{
	__u32 value = 1;

	/* E2BIG is beyond the array; within it an event may be in the slot or not */
	check(bpf_perf_event_output(ctx, &for_each_cpu, 0, &value, sizeof(value)) != -7);
	check(bpf_perf_event_output(ctx, &many, 4095, &value, sizeof(value)) != -7);
	check_eq(bpf_perf_event_output(ctx, &many, 4096, &value, sizeof(value)), -7);
	return 0;
}
