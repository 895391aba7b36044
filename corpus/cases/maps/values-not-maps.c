// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The field values of a map of maps is an array of pointers to something else than structs.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u32);
	int *values[];
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-39")
int prog(void *ctx)
{
	return 0;
}
