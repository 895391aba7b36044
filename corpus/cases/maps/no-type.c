// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map definition without a type is refused when the object is opened.
#include "difftest.h"

LICENSE;

struct {
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} untyped SEC(".maps");

SEC("socket")
__failure
__convention("MAP-01")
int prog(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&untyped, &key) == NULL;
}
