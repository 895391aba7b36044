// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A callback for each element of a map; two programs share it.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} elements SEC(".maps");

struct total {
	__u64 keys, values;
};

static long add(void *map, __u32 *key, __u64 *value, struct total *total)
{
	total->keys += *key;
	total->values += *value;
	return 0;
}

static __noinline int put(__u32 key)
{
	__u64 value = 100 * (__u64)key;

	return bpf_map_update_elem(&elements, &key, &value, 0);
}

SEC("socket")
__success __retval(0)
__convention("PRG-07") __convention("PRG-10")
int prog(void *ctx)
{
	struct total total = {};

	check_eq(put(1), 0);
	check_eq(put(2), 0);
	check_eq(put(3), 0);
	check_eq(bpf_for_each_map_elem(&elements, add, &total, 0), 3);
	check_eq(total.keys, 6);
	check_eq(total.values, 600);
	return 0;
}

SEC("xdp")
__success __retval(0)
int from_xdp(void *ctx)
{
	struct total total = {};

	check_eq(put(1), 0);
	check_eq(put(2), 0);
	check_eq(put(3), 0);
	check_eq(bpf_for_each_map_elem(&elements, add, &total, 0), 3);
	check_eq(total.values, 600);
	return 0;
}
