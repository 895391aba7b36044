// SPDX-License-Identifier: GPL-2.0-only OR MIT

// map_extra of a bloom filter: the number of hash functions.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 64);
	__uint(map_extra, 7);
	__type(value, __u32);
} filter SEC(".maps");

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#1483")
__convention("MAP-08")
int prog(void *ctx)
{
	__u32 value = 11;

	check_eq(bpf_map_push_elem(&filter, &value, BPF_ANY), 0);
	check_eq(bpf_map_peek_elem(&filter, &value), 0);
	return 0;
}
