// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A kind of pinning that there is not: refused when the object is opened.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__uint(pinning, 2);
	__type(key, __u32);
	__type(value, __u32);
} pinned_somehow SEC(".maps");

SEC("socket")
__failure
__report("code:pinning-value")
__convention("MAP-06")
int prog(void *ctx)
{
	__u32 key = 1;

	check(!bpf_map_lookup_elem(&pinned_somehow, &key));
	return 0;
}
