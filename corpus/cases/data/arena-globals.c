// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Global variables in the address space of an arena stand in ".addr_space.1" and are copied into the arena.
#include "difftest.h"

#define __arena __attribute__((address_space(1)))

struct {
	__uint(type, BPF_MAP_TYPE_ARENA);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 10);
	__ulong(map_extra, 1ull << 44);
} arena SEC(".maps");

int __arena in_arena = 5;

LICENSE;

SEC("classifier")
__success __retval(0)
__convention("DAT-16") __convention("MAP-29")
int prog(void *ctx)
{
	void *used = &arena;

	opaque(used);
	check_eq(in_arena, 5);
	in_arena = 5;
	return 0;
}
