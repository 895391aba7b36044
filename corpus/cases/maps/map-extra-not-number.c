// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map_extra that is neither a number nor an enumeration.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 100);
	__type(value, __u32);
	struct { int a; } map_extra;
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-08")
int prog(void *ctx)
{
	return 0;
}
