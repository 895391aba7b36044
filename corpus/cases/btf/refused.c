// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: replace .BTF odd_name odd-name

// The kernel refuses BTF with a name that C has not. It is left out, and the object is loaded without.
#include "difftest.h"

LICENSE;

struct odd_name {
	__u32 x;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct odd_name);
} counts SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("BTF-05")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&counts, &key));
	return 0;
}
