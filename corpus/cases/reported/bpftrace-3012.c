// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A callback in .text that uses maps: what it refers to is found like what the program itself refers to.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} seen SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

static long each(__u32 index, void *context)
{
	__u32 value = index + 10;

	bpf_map_update_elem(&seen, &index, &value, BPF_ANY);
	bpf_ringbuf_output(&events, &value, sizeof(value), BPF_RB_NO_WAKEUP);
	return 0;
}

SEC("socket")
__success __retval(0)
__report("bpftrace/bpftrace#3012")
__convention("PRG-10")
int prog(void *ctx)
{
	__u32 last = 3, *value;

	check_eq(bpf_loop(4, each, 0, 0), 4);
	value = bpf_map_lookup_elem(&seen, &last);
	check(value);
	check_eq(*value, 13);
	check(bpf_ringbuf_query(&events, BPF_RB_AVAIL_DATA) >= 4 * 16);
	return 0;
}
