// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Inner maps as initial values with holes, one of them in two slots and in two outer maps: what is written through one
// way is read through the others.
#include "difftest.h"

LICENSE;

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct inner shared SEC(".maps");
struct inner single SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 5);
	__type(key, __u32);
	__array(values, struct inner);
} by_index SEC(".maps") = {
	.values = {
		[1] = &shared,
		[2] = &single,
		[4] = &shared,
	},
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 5);
	__type(key, __u32);
	__array(values, struct inner);
} by_key SEC(".maps") = {
	.values = { [3] = &shared },
};

static __always_inline __u32 read_inner(void *outer, __u32 key)
{
	void *inner = bpf_map_lookup_elem(outer, &key);
	__u32 first = 0, *value;

	if (!inner)
		return -1;
	value = bpf_map_lookup_elem(inner, &first);
	return value ? *value : -2;
}

SEC("socket")
__success __retval(0)
__convention("MAP-09") __convention("MAP-11") __convention("MAP-12") __convention("MAP-14") __convention("REL-11")
int prog(void *ctx)
{
	__u32 first = 0, value = 11;

	check_eq(bpf_map_update_elem(&shared, &first, &value, 0), 0);
	value = 22;
	check_eq(bpf_map_update_elem(&single, &first, &value, 0), 0);
	check_eq(read_inner(&by_index, 0), -1);
	check_eq(read_inner(&by_index, 1), 11);
	check_eq(read_inner(&by_index, 2), 22);
	check_eq(read_inner(&by_index, 3), -1);
	check_eq(read_inner(&by_index, 4), 11);
	check_eq(read_inner(&by_key, 3), 11);
	check_eq(read_inner(&by_key, 0), -1);
	return 0;
}
