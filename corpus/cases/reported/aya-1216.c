// SPDX-License-Identifier: GPL-2.0-only OR MIT

// Names of maps that leave no room for a NUL in the kernel's 16 bytes: 15 characters are kept.
#include "difftest.h"

LICENSE;

struct array_of_one {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
};

struct array_of_one fifteen_letters SEC(".maps");
struct array_of_one sixteen__letters SEC(".maps");
struct array_of_one seventeen__letters SEC(".maps");

SEC("socket")
__success __retval(0)
__report("aya-rs/aya#1216")
__convention("MAP-22")
int prog(void *ctx)
{
	__u32 key = 0;

	check(bpf_map_lookup_elem(&fifteen_letters, &key));
	check(bpf_map_lookup_elem(&sixteen__letters, &key));
	check(bpf_map_lookup_elem(&seventeen__letters, &key));
	return 0;
}
