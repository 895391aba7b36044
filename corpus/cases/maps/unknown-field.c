// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A field that libbpf does not know is refused: it may have been meant.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__uint(max_entires, 1024);
	__type(key, __u32);
	__type(value, __u32);
} misspelt SEC(".maps");

LICENSE;

SEC("socket")
__failure
__convention("MAP-05")
int use(void *ctx)
{
	__u32 key = 1;

	return bpf_map_lookup_elem(&misspelt, &key) != 0;
}
