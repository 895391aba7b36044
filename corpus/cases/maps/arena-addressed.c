// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An arena that says by map_extra where it stands in user space.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARENA);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 2);
	__ulong(map_extra, 1ull << 44);
} pages SEC(".maps");

LICENSE;

SEC("socket")
__success __retval(0)
__convention("MAP-29") __convention("MAP-08")
int use(void *ctx)
{
	void *map = &pages;

	opaque(map);
	check(map);
	return 0;
}
