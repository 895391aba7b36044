// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A value of a type that has no size.
#include "difftest.h"

LICENSE;

struct undefined;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	struct undefined *value;
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-38")
int prog(void *ctx)
{
	return 0;
}
