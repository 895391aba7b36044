// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A section symbol among the symbols of section "maps", as some linkers and strip write it: it is no map. Here the
// compiler writes it for the static map, which it refers to through its section.
#include "difftest.h"

struct bpf_map_def {
	unsigned int type;
	unsigned int key_size;
	unsigned int value_size;
	unsigned int max_entries;
	unsigned int map_flags;
};

struct bpf_map_def visible SEC("maps") = {
	.type = BPF_MAP_TYPE_ARRAY,
	.key_size = sizeof(__u32),
	.value_size = sizeof(__u64),
	.max_entries = 4,
};

static struct bpf_map_def local SEC("maps") = {
	.type = BPF_MAP_TYPE_ARRAY,
	.key_size = sizeof(__u32),
	.value_size = sizeof(__u32),
	.max_entries = 1,
};

LICENSE;

SEC("socket")
__failure
__report("libbpf/libbpf@cb12e831")
__convention("LEG-01")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&visible, &key));
	check(bpf_map_lookup_elem(&local, &key));
	return 0;
}
