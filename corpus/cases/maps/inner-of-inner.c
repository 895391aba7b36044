// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map of maps of maps is refused when the object is opened.
#include "difftest.h"

LICENSE;

struct leaf {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct middle {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct leaf);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct middle);
} outer SEC(".maps");

SEC("socket")
__failure
__convention("MAP-10")
int prog(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&outer, &key) == NULL;
}
