// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Map types for which the kernel refuses key and value types: libbpf drops those that the definition gives.
#include "difftest.h"

LICENSE;

#define UNTYPED(map_type, name)                    \
	struct {                                   \
		__uint(type, map_type);            \
		__uint(max_entries, 1);            \
		__type(key, __u32);                \
		__type(value, __u32);              \
	} name SEC(".maps")

__success
__convention("MAP-24") __convention("MAP-33")
UNTYPED(BPF_MAP_TYPE_PERF_EVENT_ARRAY, perf_events);
UNTYPED(BPF_MAP_TYPE_CGROUP_ARRAY, cgroups);
UNTYPED(BPF_MAP_TYPE_DEVMAP, devices);
UNTYPED(BPF_MAP_TYPE_DEVMAP_HASH, devices_by_id);
UNTYPED(BPF_MAP_TYPE_CPUMAP, cpus);
UNTYPED(BPF_MAP_TYPE_XSKMAP, xsks);
UNTYPED(BPF_MAP_TYPE_SOCKMAP, sockets);
UNTYPED(BPF_MAP_TYPE_SOCKHASH, sockets_by_id);
UNTYPED(BPF_MAP_TYPE_PROG_ARRAY, programs);

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} stacks SEC(".maps");

SEC("xdp")
__success __retval(0)
int prog(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &programs, 0);
	return 0;
}
