// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The slots that an array of maps names in its definition are filled before the program runs.
#include "difftest.h"

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct inner inner_a SEC(".maps");
struct inner inner_b SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct inner);
} outer SEC(".maps") = {
	.values = { &inner_a, &inner_b },
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("MAP-11")
int lookup(void *ctx)
{
	__u32 slot = 1, zero = 0, value = 9, *seen;
	void *map;

	check_eq(bpf_map_update_elem(&inner_b, &zero, &value, BPF_ANY), 0);
	map = bpf_map_lookup_elem(&outer, &slot);
	check(map);
	seen = bpf_map_lookup_elem(map, &zero);
	check(seen);
	check_eq(*seen, 9);
	return 0;
}
