// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A number that is a pointer to a type with a tag.
#include "difftest.h"

LICENSE;

struct {
	int __attribute__((btf_type_tag("tag"))) *type;
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} odd SEC(".maps");

SEC("socket")
__failure
__convention("MAP-38")
int prog(void *ctx)
{
	return 0;
}
