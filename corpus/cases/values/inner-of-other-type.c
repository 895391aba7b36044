// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map of maps that lists a map of another type than its template: the kernel refuses it.
#include "difftest.h"

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} hash SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct inner);
} outer SEC(".maps") = {
	.values = {(void *)&hash},
};

LICENSE;

SEC("socket")
__failure
__convention("MAP-11")
int prog(void *ctx)
{
	return 0;
}
