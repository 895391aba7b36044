// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The node whose memory a map is to use: node 0, which every machine has, asked for together with its flag.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__uint(map_flags, BPF_F_NUMA_NODE);
	__uint(numa_node, 0);
	__type(key, __u32);
	__type(value, __u32);
} placed SEC(".maps");

SEC("socket")
__success __retval(0)
__report("code:cilium-numa-node")
__convention("MAP-04")
int prog(void *ctx)
{
	__u32 key = 1, value = 2;

	check_eq(bpf_map_update_elem(&placed, &key, &value, BPF_ANY), 0);
	check(bpf_map_lookup_elem(&placed, &key));
	return 0;
}
