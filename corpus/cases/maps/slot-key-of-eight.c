// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A hash of maps that lists maps must have keys of 4 bytes.
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
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u64);
	__array(values, struct inner);
} outer SEC(".maps") = {
	.values = {(void *)&number},
};

SEC("socket")
__failure
__convention("MAP-12")
int prog(void *ctx)
{
	return 0;
}
