// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Map definitions of the old kind with further words behind the ones that are known.
#include "difftest.h"

struct long_map_def {
	unsigned int type;
	unsigned int key_size;
	unsigned int value_size;
	unsigned int max_entries;
	unsigned int map_flags;
	unsigned int unused[6];
};

struct long_map_def padded SEC("maps") = {
	.type = BPF_MAP_TYPE_HASH,
	.key_size = sizeof(__u32),
	.value_size = sizeof(__u32),
	.max_entries = 8,
};

LICENSE;

SEC("socket")
__failure
__report("aya-rs/aya#28")
__convention("LEG-01") __convention("LEG-03")
int prog(void *ctx)
{
	__u32 key = 1;

	check(!bpf_map_lookup_elem(&padded, &key));
	return 0;
}
