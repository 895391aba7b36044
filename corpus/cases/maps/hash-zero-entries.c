// SPDX-License-Identifier: GPL-2.0-only OR MIT

// A HASH without max_entries is sent with none, and the kernel refuses it, also when it is sent again without BTF.
#include "difftest.h"

LICENSE;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, __u32);
} empty SEC(".maps");

SEC("socket")
__failure
__convention("MAP-26") __convention("MAP-25")
int prog(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&empty, &key) == NULL;
}
