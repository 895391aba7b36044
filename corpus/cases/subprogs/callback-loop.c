// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A function's address as an argument: it becomes an instruction of its own kind, and the function is appended like one
// that is called. The callback calls a subprogram and uses a map.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} sum SEC(".maps");

static __noinline int twice(int x)
{
	opaque(x);
	return 2 * x;
}

static int add(__u32 index, __u32 *limit)
{
	__u32 key = 0;
	__u64 *value = bpf_map_lookup_elem(&sum, &key);

	if (!value || index >= *limit)
		return 1;
	*value += twice(index);
	return 0;
}

static int count(__u32 index, __u32 *calls)
{
	*calls += 1;
	return 0;
}

SEC("socket")
__success __retval(0)
__convention("PRG-07") __convention("REL-07")
int prog(void *ctx)
{
	__u32 key = 0, limit = 5, calls = 0;
	__u64 *value = bpf_map_lookup_elem(&sum, &key);

	check(value);
	*value = 0;
	check_eq(bpf_loop(100, add, &limit, 0), 6);
	check_eq(*value, 20);
	check_eq(bpf_loop(7, count, &calls, 0), 7);
	check_eq(calls, 7);
	return 0;
}
