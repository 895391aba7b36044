// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: write .BTF 0 0000

// BTF that is none, in an object that needs BTF for its map: refused when the object is opened.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} counts SEC(".maps");

SEC("socket")
__failure
__convention("BTF-07")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&counts, &key));
	return 0;
}
