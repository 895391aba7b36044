// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A member that no map definition knows, as older map definitions had it: refused when the object is opened.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(id, 7);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u32);
} with_id SEC(".maps");

SEC("socket")
__failure
__report("r-caamano/zfw#102")
__convention("MAP-05")
int prog(void *ctx)
{
	__u32 key = 1;

	check(!bpf_map_lookup_elem(&with_id, &key));
	return 0;
}
