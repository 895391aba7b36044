// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map of a type that no kernel knows yet is sent as it is written.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, 0x1000);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} unknown SEC(".maps");

SEC("socket")
__failure
__convention("MAP-30")
int prog(void *ctx)
{
	return 0;
}
