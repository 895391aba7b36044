// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An object has one arena at most.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARENA);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
} first SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARENA);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
} second SEC(".maps");

SEC("socket")
__failure
__convention("MAP-29")
int prog(void *ctx)
{
	return 0;
}
