// SPDX-License-Identifier: GPL-2.0-only OR MIT

// pinning is 0 (none) or 1 (by name); anything else is refused.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__uint(pinning, 5);
	__type(key, __u32);
	__type(value, __u32);
} pinned SEC(".maps");

LICENSE;

SEC("socket")
__failure
__convention("MAP-06")
int use(void *ctx)
{
	__u32 key = 1;

	return bpf_map_lookup_elem(&pinned, &key) != 0;
}
