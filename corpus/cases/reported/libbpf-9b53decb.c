// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The array of perf events that is pinned has a slot for each CPU, and the object's leaves the number open: they fit.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, __u32);
} events SEC(".maps");

SEC("classifier")
__success __retval(0)
__report("libbpf/libbpf@9b53decb")
__convention("PIN-02") __convention("MAP-16")
int prog(struct __sk_buff *ctx)
{
	__u32 value = 1;

	/* E2BIG is beyond the array */
	check(bpf_perf_event_output(ctx, &events, 0, &value, sizeof(value)) != -7);
	return 0;
}
