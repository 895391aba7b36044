// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: symbol eliminated st_info=0

// Code in .text that no symbol covers, with a relocation: what the linker leaves behind of an overridden weak function.
// The relocation is skipped.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} counts SEC(".maps");

__attribute__((noinline))
int eliminated(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&counts, &key) != 0;
}

__attribute__((noinline))
int used(void)
{
	return 0;
}

SEC("socket")
__success __retval(0)
__convention("REL-12")
__convention("PRG-01")
int prog(void *ctx)
{
	return used();
}
