// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The field values of a program array is an array of pointers to something else than functions.
#include "difftest.h"

LICENSE;

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	struct inner *values[];
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-39")
int prog(void *ctx)
{
	return 0;
}
