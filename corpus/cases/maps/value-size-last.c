// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A value given as a type and then as another size.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
	__uint(value_size, 8);
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-03")
int prog(void *ctx)
{
	return 0;
}
