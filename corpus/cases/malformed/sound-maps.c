// SPDX-License-Identifier: GPL-2.0-only OR MIT
// objcopy: --strip-debug

// One of the sound objects that the damaged ones are made of: maps, one of which holds another.
#include "difftest.h"

LICENSE;

struct pair {
	__u32 first;
	__u32 second;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, struct pair);
	__type(value, __u64);
} pairs SEC(".maps");

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct inner numbers SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct inner);
} outer SEC(".maps") = {
	.values = { [1] = &numbers },
};

SEC("socket")
int prog(void *ctx)
{
	struct pair pair = {};
	__u32 zero = 0;

	check(!bpf_map_lookup_elem(&pairs, &pair));
	check(bpf_map_lookup_elem(&numbers, &zero));
	check(!bpf_map_lookup_elem(&outer, &zero));
	return 0;
}
