// SPDX-License-Identifier: GPL-2.0-only OR MIT

// BTF maps stand in ".maps" exactly: a variable in ".maps.more" is no map, so the relocation to it is refused.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u32);
} elsewhere SEC(".maps.more");

LICENSE;

SEC("socket")
__failure
__convention("MAP-37")
int use(void *ctx)
{
	__u32 key = 1;

	return bpf_map_lookup_elem(&elsewhere, &key) != 0;
}
