// SPDX-License-Identifier: GPL-2.0-only OR MIT

// An object that has only maps: it loads, and the maps are made.
#include "difftest.h"

LICENSE;

__success
__convention("ELF-09")
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} by_id SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} by_index SEC(".maps");
