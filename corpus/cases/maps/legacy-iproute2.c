// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A definition as iproute2 has it, with more fields than libbpf's had, in section maps.
#include "difftest.h"

LICENSE;

struct bpf_elf_map {
	__u32 type;
	__u32 size_key;
	__u32 size_value;
	__u32 max_elem;
	__u32 flags;
	__u32 id;
	__u32 pinning;
	__u32 inner_id;
	__u32 inner_idx;
};

struct bpf_elf_map old SEC("maps") = {
	.type = BPF_MAP_TYPE_ARRAY,
	.size_key = sizeof(__u32),
	.size_value = sizeof(__u32),
	.max_elem = 1,
	.pinning = 2,
};

SEC("classifier")
__failure
__convention("LEG-03")
int prog(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&old, &key) != 0;
}
