// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Several programs in one section: each function is a program of its own, with its own maps, data and subprograms.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 3);
	__type(key, __u32);
	__type(value, __u64);
} slots SEC(".maps");

volatile int second_only = 22;

static __noinline int put(__u32 slot, __u64 value)
{
	return bpf_map_update_elem(&slots, &slot, &value, 0);
}

static __noinline __u64 get(__u32 slot)
{
	__u64 *value = bpf_map_lookup_elem(&slots, &slot);

	return value ? *value : 0;
}

SEC("socket")
__success __retval(0)
__convention("SEC-123") __convention("PRG-01") __convention("BTF-03")
int first(void *ctx)
{
	check_eq(put(0, 11), 0);
	check_eq(get(0), 11);
	return 0;
}

SEC("socket")
__success __retval(0)
int second(void *ctx)
{
	check_eq(second_only, 22);
	check_eq(put(1, second_only), 0);
	check_eq(get(1), 22);
	return 0;
}

SEC("socket")
__success __retval(0)
int third(void *ctx)
{
	__u32 key = 2;
	__u64 *value = bpf_map_lookup_elem(&slots, &key);

	check(value);
	*value = 33;
	check_eq(get(2), 33);
	return 0;
}

SEC("xdp")
__success __retval(0)
int elsewhere(void *ctx)
{
	check_eq(put(0, 11), 0);
	check_eq(get(0), 11);
	return 0;
}
