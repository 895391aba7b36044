// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Several maps that are not visible outside their file: a loader that tells maps by their symbols alone takes any of
// them, not the same one each time.
#include "difftest.h"

static struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u32);
} first SEC(".maps");

static struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} second SEC(".maps");

static struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u32);
} third SEC(".maps");

LICENSE;

SEC("socket")
__failure
__convention("MAP-21")
int use_first(void *ctx)
{
	__u32 key = 1;

	return bpf_map_lookup_elem(&first, &key) != 0;
}

SEC("socket")
__failure
__convention("MAP-21")
int use_others(void *ctx)
{
	__u32 key = 1;

	return bpf_map_lookup_elem(&second, &key) != 0 || bpf_map_lookup_elem(&third, &key) != 0;
}
