// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An arena has no key and value and counts pages. Where it stands in user space is settled by mapping it, which the
// loader does before the program is loaded.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARENA);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 2);
} pages SEC(".maps");

LICENSE;

SEC("socket")
__success __retval(0)
__convention("MAP-29")
int use(void *ctx)
{
	void *map = &pages;

	opaque(map);
	check(map);
	return 0;
}
