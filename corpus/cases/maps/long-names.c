// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Map names of more than 15 bytes are cut for the kernel, and two that share their first 15 stay two maps.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u64);
} packets_counted_on_the_way_in SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 3);
	__type(key, __u32);
	__type(value, __u64);
} packets_counted_on_the_way_out SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} packets_counted SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("MAP-22")
int prog(void *ctx)
{
	__u32 key = 1, past_in = 2, past_out = 3;
	__u64 *in, *out, *all;

	in = bpf_map_lookup_elem(&packets_counted_on_the_way_in, &key);
	check(in);
	*in = 10;
	out = bpf_map_lookup_elem(&packets_counted_on_the_way_out, &key);
	check(out);
	*out = 20;
	all = bpf_map_lookup_elem(&packets_counted, &key);
	check(all);
	*all = 30;
	check_eq(*in, 10);
	check_eq(*out, 20);
	check(!bpf_map_lookup_elem(&packets_counted_on_the_way_in, &past_in));
	check(bpf_map_lookup_elem(&packets_counted_on_the_way_out, &past_in));
	check(!bpf_map_lookup_elem(&packets_counted_on_the_way_out, &past_out));
	check(bpf_map_lookup_elem(&packets_counted, &past_out));
	return 0;
}
