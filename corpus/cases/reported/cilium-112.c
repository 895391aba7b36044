// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An array of maps that is given two of its three slots: the definition of the inner map, and what is in the slots.
#include "difftest.h"

LICENSE;

struct inner {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u64);
};

struct inner first SEC(".maps");
struct inner third SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 3);
	__type(key, __u32);
	__array(values, struct inner);
} outer SEC(".maps") = {
	.values = { [0] = &first, [2] = &third },
};

static __always_inline __u64 read_slot(__u32 slot, __u32 key)
{
	void *inner = bpf_map_lookup_elem(&outer, &slot);
	__u64 *value;

	if (!inner)
		return 1000;
	value = bpf_map_lookup_elem(inner, &key);
	return value ? *value : 2000;
}

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#112")
__convention("MAP-11") __convention("MAP-14")
int prog(void *ctx)
{
	__u32 key = 5;
	__u64 value = 10;

	check_eq(bpf_map_update_elem(&first, &key, &value, BPF_ANY), 0);
	value = 30;
	check_eq(bpf_map_update_elem(&third, &key, &value, BPF_ANY), 0);
	check_eq(read_slot(0, key), 10);
	check_eq(read_slot(1, key), 1000);
	check_eq(read_slot(2, key), 30);
	return 0;
}
