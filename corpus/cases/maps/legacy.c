// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Map definitions of the old kind, in section "maps", are refused since libbpf 1.0.
#include "difftest.h"

struct bpf_map_def {
	unsigned int type;
	unsigned int key_size;
	unsigned int value_size;
	unsigned int max_entries;
	unsigned int map_flags;
};

struct bpf_map_def old SEC("maps") = {
	.type = BPF_MAP_TYPE_HASH,
	.key_size = sizeof(__u32),
	.value_size = sizeof(__u32),
	.max_entries = 8,
};

LICENSE;

SEC("socket")
__failure
__convention("LEG-01")
int use(void *ctx)
{
	__u32 key = 1;

	return bpf_map_lookup_elem(&old, &key) != 0;
}
