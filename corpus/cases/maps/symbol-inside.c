// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: symbol numbers st_value=+8

// A symbol that points into the middle of a map: it names no map.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} numbers SEC(".maps");

SEC("socket")
__failure
__convention("REL-02")
int prog(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&numbers, &key) != 0;
}
