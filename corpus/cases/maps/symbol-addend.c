// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The address of a map with a constant added to it in the instruction: libbpf puts the descriptor in its place.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u32);
} numbers SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("REL-02")
int prog(void *ctx)
{
	__u32 key = 1;
	void *map;

	asm volatile("%0 = numbers + 8 ll" : "=r"(map));
	check(bpf_map_lookup_elem(map, &key));
	return 0;
}
