// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The template of an inner map has a field that libbpf does not know.
#include "difftest.h"

LICENSE;

struct strange {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
	__uint(strange, 1);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	__array(values, struct strange);
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-05") __convention("MAP-10")
int prog(void *ctx)
{
	return 0;
}
