// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The field map_extra is no number as definitions write them.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
	int *map_extra;
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-38")
int prog(void *ctx)
{
	return 0;
}
