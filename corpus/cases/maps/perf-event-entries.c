// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A perf event array keeps the number of entries that it asks for, also where there are fewer CPUs.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u32);
} events SEC(".maps");

LICENSE;

SEC("classifier")
__success __retval(0)
__convention("MAP-17")
int output(struct __sk_buff *ctx)
{
	__u32 value = 1;

	/* no event is in the last slot: ENOENT within the array, E2BIG beyond it */
	check_eq(bpf_perf_event_output(ctx, &events, 1023, &value, sizeof(value)), -2);
	return 0;
}
