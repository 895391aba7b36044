// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Variables of an arena that has fewer pages than they take.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARENA);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
} arena SEC(".maps");

int __attribute__((address_space(1))) in_arena[2000] = {5};

LICENSE;

SEC("socket")
__failure
__convention("DAT-16")
int prog(void *ctx)
{
	return in_arena[1];
}
