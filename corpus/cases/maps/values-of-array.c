// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The field values in a map that holds neither maps nor programs.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	int (*values[])(void *);
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-39")
int prog(void *ctx)
{
	return 0;
}
