// SPDX-License-Identifier: GPL-2.0-only OR MIT

// map_extra as a number: how many hash functions a bloom filter uses.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 100);
	__uint(map_extra, 3);
	__type(value, __u64);
} seen SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("MAP-08")
int prog(void *ctx)
{
	__u64 value = 0x1234;

	check_eq(bpf_map_push_elem(&seen, &value, 0), 0);
	check_eq(bpf_map_peek_elem(&seen, &value), 0);
	return 0;
}
