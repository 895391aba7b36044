// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A map in section "maps", defined as a struct of numbers: loaders part over whether they still read it.
#include "difftest.h"

struct bpf_map_def {
	unsigned int type;
	unsigned int key_size;
	unsigned int value_size;
	unsigned int max_entries;
	unsigned int map_flags;
};

struct bpf_map_def counters SEC("maps") = {
	.type = BPF_MAP_TYPE_ARRAY,
	.key_size = sizeof(__u32),
	.value_size = sizeof(__u64),
	.max_entries = 4,
};

LICENSE;

SEC("socket")
__failure
__report("aya-rs/aya#913")
__convention("LEG-01")
int prog(void *ctx)
{
	__u32 last = 3, past = 4;

	check(bpf_map_lookup_elem(&counters, &last));
	check(!bpf_map_lookup_elem(&counters, &past));
	return 0;
}
