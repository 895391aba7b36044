// SPDX-License-Identifier: GPL-2.0-only OR MIT

// The key is given as a type of kind array, not as a pointer to its type.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	int key[2];
	__type(value, __u32);
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-38")
int prog(void *ctx)
{
	return 0;
}
