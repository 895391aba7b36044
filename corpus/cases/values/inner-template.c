// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map of maps without initial values: the inner map that only served as a template is not kept, and each slot is
// empty.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 3);
	__type(key, __u64);
	__array(values, struct {
		__uint(type, BPF_MAP_TYPE_HASH);
		__uint(max_entries, 8);
		__uint(map_flags, BPF_F_NO_PREALLOC);
		__type(key, __u32);
		__type(value, __u64);
	});
} outer SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("MAP-10") __convention("MAP-15")
int prog(void *ctx)
{
	__u64 key = 0;

	check(!bpf_map_lookup_elem(&outer, &key));
	return 0;
}
