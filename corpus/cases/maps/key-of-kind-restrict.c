// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The key is a pointer that is restrict, which is a kind of its own in BTF.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	int *restrict key;
	__type(value, __u32);
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-38")
int prog(void *ctx)
{
	return 0;
}
