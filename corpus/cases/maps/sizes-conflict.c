// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A key given as one size and as a type of another: libbpf refuses to choose.
#include "difftest.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__uint(key_size, sizeof(__u64));
	__type(key, __u32);
	__type(value, __u32);
} torn SEC(".maps");

LICENSE;

SEC("socket")
__failure
__convention("MAP-03")
int use(void *ctx)
{
	__u64 key = 1;

	return bpf_map_lookup_elem(&torn, &key) != 0;
}
