// SPDX-License-Identifier: GPL-2.0-only OR MIT

// numa_node reaches the kernel. The value is NUMA_NO_NODE, which every machine accepts: memory from any node. A loader
// that ignores the field asks for node 0 instead, since the flag says that the field counts.
#include "difftest.h"

#define NUMA_NO_NODE 0xffffffff /* as an array of chars, since one of ints would be too large for BTF */

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__uint(map_flags, BPF_F_NUMA_NODE);
	char (*numa_node)[NUMA_NO_NODE];
	__type(key, __u32);
	__type(value, __u32);
} spread SEC(".maps");

LICENSE;

SEC("socket")
__success __retval(0)
__convention("MAP-04")
int use(void *ctx)
{
	__u32 key = 1;

	check(!bpf_map_lookup_elem(&spread, &key));
	return 0;
}
