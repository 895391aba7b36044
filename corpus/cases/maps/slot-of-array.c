// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map that holds neither maps nor programs and has an address in its definition.
#include "difftest.h"

LICENSE;

__u32 variable;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} odd SEC(".maps") = {
	.key = &variable,
};

SEC("socket")
__failure
__convention("MAP-13")
int prog(void *ctx)
{
	return 0;
}
