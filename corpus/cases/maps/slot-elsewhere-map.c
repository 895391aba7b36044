// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map of maps with an address in another field than values.
#include "difftest.h"

LICENSE;

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
	__array(values, struct inner);
} odd SEC(".maps") = {
	.key_size = (void *)&number,
};

SEC("socket")
__failure
__convention("MAP-11")
int prog(void *ctx)
{
	return 0;
}
