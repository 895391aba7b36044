// SPDX-License-Identifier: GPL-2.0-only OR MIT
// elf: replace .BTF Option_u32_ Option<u32>

// Type names as Rust's compiler writes them are not the kernel's. The BTF is left out, and the object is loaded without.
#include "difftest.h"

LICENSE;

struct Option_u32_ {
	__u32 x;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct Option_u32_);
} counts SEC(".maps");

SEC("socket")
__success __retval(0)
__convention("BTF-09")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&counts, &key));
	return 0;
}
