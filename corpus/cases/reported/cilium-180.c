// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The bytes of a map definition mean nothing, also when they are not zero.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u32);
} initialised SEC(".maps") = {
	.type = (void *)1,
	.key = (void *)-1,
};

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#180")
__convention("MAP-23")
int prog(void *ctx)
{
	__u32 last = 1, past = 2;

	check(bpf_map_lookup_elem(&initialised, &last));
	check(!bpf_map_lookup_elem(&initialised, &past));
	return 0;
}
