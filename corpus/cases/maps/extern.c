// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map that the object only declares is for the static linker to find; unlinked, it is refused when the object is
// opened.
#include "difftest.h"

LICENSE;

struct elsewhere {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

extern struct elsewhere elsewhere SEC(".maps");

SEC("socket")
__failure
__convention("MAP-36")
int prog(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&elsewhere, &key) == NULL;
}
