// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An array of map variables is not a map definition: refused when the object is opened.
#include "difftest.h"

LICENSE;

struct definition {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct definition several[2] SEC(".maps");

SEC("socket")
__failure
__convention("MAP-34")
int prog(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&several[1], &key) == NULL;
}
