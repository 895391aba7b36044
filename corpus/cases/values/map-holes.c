// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A slot that the definition leaves out stays empty, the one behind it does not move up.
#include "difftest.h"

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct inner third SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 4);
	__type(key, __u32);
	__array(values, struct inner);
} outer SEC(".maps") = {
	.values = { [2] = &third },
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("MAP-14")
int lookup(void *ctx)
{
	__u32 hole = 1, filled = 2, behind = 3;

	check(!bpf_map_lookup_elem(&outer, &hole));
	check(bpf_map_lookup_elem(&outer, &filled));
	check(!bpf_map_lookup_elem(&outer, &behind));
	return 0;
}
