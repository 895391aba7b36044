// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map of maps without a template for the inner map: libbpf sends it and the kernel refuses it.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__uint(key_size, 4);
	__uint(value_size, 4);
} outer SEC(".maps");

SEC("socket")
__failure
__convention("MAP-10")
int prog(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&outer, &key) == NULL;
}
