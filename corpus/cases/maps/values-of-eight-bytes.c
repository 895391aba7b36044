// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map of maps that gives its values another size than 4.
#include "difftest.h"

LICENSE;

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__uint(value_size, 8);
	__array(values, struct inner);
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-39")
int prog(void *ctx)
{
	return 0;
}
