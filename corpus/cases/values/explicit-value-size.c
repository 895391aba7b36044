// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map of maps that says that its values have 4 bytes.
#include "difftest.h"

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct inner number SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__uint(key_size, 4);
	__uint(value_size, 4);
	__array(values, struct inner);
} outer SEC(".maps") = {
	.values = {(void *)&number},
};

LICENSE;

SEC("socket")
__success __retval(0)
__convention("MAP-09") __convention("MAP-11")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&outer, &key));
	return 0;
}
