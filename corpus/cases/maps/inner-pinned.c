// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An inner map cannot be pinned: refused when the object is opened.
#include "difftest.h"

LICENSE;

struct leaf {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, __u32);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct leaf);
} outer SEC(".maps");

SEC("socket")
__failure
__convention("MAP-07")
int prog(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&outer, &key) == NULL;
}
