// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map_extra that is small enough for an enumeration of 32 bits.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 100);
	__type(value, __u32);
	__ulong(map_extra, 3);
} bloom SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("MAP-08")
int prog(void *ctx)
{
	__u32 value = 7;

	check_eq(bpf_map_push_elem(&bloom, &value, BPF_ANY), 0);
	check_eq(bpf_map_peek_elem(&bloom, &value), 0);
	return 0;
}
