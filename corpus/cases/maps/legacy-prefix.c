// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A section whose name only begins with "maps" is not even a legacy map section: a reference into it is refused when the
// object is opened.
#include "difftest.h"

struct bpf_map_def {
	unsigned int type;
	unsigned int key_size;
	unsigned int value_size;
	unsigned int max_entries;
	unsigned int map_flags;
};

struct bpf_map_def counters SEC("maps/counters") = {
	.type = BPF_MAP_TYPE_ARRAY,
	.key_size = sizeof(__u32),
	.value_size = sizeof(__u64),
	.max_entries = 1,
};

LICENSE;

SEC("socket")
__failure
__convention("LEG-02")
int prog(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&counters, &key) == NULL;
}
