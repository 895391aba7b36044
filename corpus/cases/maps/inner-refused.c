// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The template of an inner map is one that the kernel refuses to create.
#include "difftest.h"

LICENSE;

struct zero {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, __u32);
	__type(value, __u32);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct zero);
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-10")
int prog(void *ctx)
{
	return 0;
}
