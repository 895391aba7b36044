// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Keys and values of struct types: the map's types are the structs, not the pointers to them that the definition has.
#include "difftest.h"

LICENSE;

struct flow {
	__u32 source;
	__u16 port;
	__u16 zero;
};

struct counts {
	__u64 packets;
	__u64 bytes[3];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, struct flow);
	__type(value, struct counts);
} flows SEC(".maps");

SEC("socket")
__success __retval(0)
__report("cilium/ebpf#137")
__convention("MAP-02")
int prog(void *ctx)
{
	struct flow one = { .source = 1, .port = 2 }, other = { .source = 1, .port = 3 };
	struct counts in = {}, *out;

	in.bytes[2] = 7;
	check_eq(bpf_map_update_elem(&flows, &one, &in, BPF_ANY), 0);
	check(!bpf_map_lookup_elem(&flows, &other));
	out = bpf_map_lookup_elem(&flows, &one);
	check(out);
	check_eq(out->bytes[2], 7);
	return 0;
}
