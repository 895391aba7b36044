// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: relocation .relsocket 0 r_offset=0

// A relocation of an instruction that loads no address and calls nothing is refused when the object is opened.
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
__convention("REL-13")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&counts, &key));
	return 0;
}
