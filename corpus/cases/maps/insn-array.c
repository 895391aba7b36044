// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map type that only the newest kernels know is sent as it is written; older ones refuse it.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_INSN_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__uint(value_size, 16);
} instructions SEC(".maps");

SEC("socket")
__convention("MAP-30")
int prog(void *ctx)
{
	return 0;
}
