// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: replace .BTF dotted_name dotted.name
// elf: replace .strtab dotted_name dotted.name

// A map with a dot in its name is pinned under that name, which a BPF file system refuses.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, __u32);
} dotted_name SEC(".maps");

SEC("socket")
__failure
__convention("PIN-05")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&dotted_name, &key));
	return 0;
}
